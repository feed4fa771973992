'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { remember } from '@/components/shell/cookie';
import { type Theme, themes, useTheme } from '@/components/shell/theme';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { locales } from '@/lib/i18n/shapes';
import { setLocaleAction } from '../actions';

const themeNames = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const;
const languageNames = { en: 'english', fr: 'french' } as const;

/** Language and theme. They apply at once and are stored. */
export function Preferences() {
  const t = useTranslations('nav');
  const locale = useLocale();
  const router = useRouter();
  const [theme, setTheme] = useTheme();
  return (
    <div className="mt-4 grid gap-4 sm:grid-cols-2">
      <Field label={t('language')}>
        <Select
          value={locale}
          options={locales.map((value) => ({ value, label: t(languageNames[value]) }))}
          onValueChange={async (value) => {
            remember('milepost-locale', value);
            const chosen = locales.find((each) => each === value);
            if (chosen) await setLocaleAction(chosen);
            router.refresh();
          }}
        />
      </Field>
      <Field label={t('theme')}>
        <Select
          value={theme}
          options={themes.map((value) => ({ value, label: t(themeNames[value]) }))}
          onValueChange={(value) => setTheme(value as Theme)}
        />
      </Field>
    </div>
  );
}
