'use client';

import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type Locale, locales } from '@/lib/i18n/shapes';
import { Button } from '../ui/button';
import { Menu, type MenuItem } from '../ui/menu';
import { remember } from './cookie';
import { useTheme } from './theme';

const themeIcons = { system: Monitor, light: Sun, dark: Moon };
const themeNames = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const;
const languageNames = { en: 'english', fr: 'french' } as const;

export function useThemeItems(): MenuItem[] {
  const t = useTranslations('nav');
  const [theme, setTheme] = useTheme();
  return (['system', 'light', 'dark'] as const).map((each) => {
    const Icon = themeIcons[each];
    return {
      label: t(themeNames[each]),
      icon: <Icon aria-hidden className="text-ink-3" />,
      checked: theme === each,
      onSelect: () => setTheme(each),
    };
  });
}

/** `onChoose` stores the choice in the account, the cookie stores it in the browser. */
export function useLanguageItems(onChoose?: (locale: Locale) => Promise<unknown>): MenuItem[] {
  const t = useTranslations('nav');
  const locale = useLocale();
  const router = useRouter();
  return locales.map((each) => ({
    label: t(languageNames[each]),
    checked: locale === each,
    onSelect: async () => {
      remember('milepost-locale', each);
      await onChoose?.(each);
      router.refresh();
    },
  }));
}

export function ThemeMenu() {
  const t = useTranslations('nav');
  const [theme] = useTheme();
  const Icon = themeIcons[theme];
  return (
    <Menu
      items={useThemeItems()}
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('theme')} title={t('theme')}>
          <Icon aria-hidden />
        </Button>
      }
    />
  );
}

export function LanguageMenu({ onChoose }: { onChoose?: (locale: Locale) => Promise<unknown> }) {
  const t = useTranslations('nav');
  return (
    <Menu
      items={useLanguageItems(onChoose)}
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('language')} title={t('language')}>
          <Languages aria-hidden />
        </Button>
      }
    />
  );
}
