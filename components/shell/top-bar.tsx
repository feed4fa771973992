'use client';

import { CircleUser, LogOut, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Locale } from '@/lib/i18n/shapes';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Kbd } from '../ui/kbd';
import { Menu } from '../ui/menu';
import { LanguageMenu, ThemeMenu, useLanguageItems, useThemeItems } from './choices';
import { Logo } from './logo';
import { NoticeBell } from './notice-bell';
import { isAt, type Place } from './places';
import type { ShellPerson } from './shell';
import { TenantSwitcher } from './tenant-switcher';

export function TopBar({
  person,
  unreadNotices,
  places,
  onSearch,
  onLocale,
  onMembership,
}: {
  person: ShellPerson;
  unreadNotices: number;
  /** Owners have few places, so they are shown in the top bar instead of the rail. */
  places: Place[];
  onSearch: () => void;
  onLocale: (locale: Locale) => Promise<unknown>;
  onMembership: (membershipId: string) => Promise<unknown>;
}) {
  const t = useTranslations('nav');
  return (
    <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-line border-b bg-surface px-3 sm:px-6">
      <Link href="/" aria-label="Milepost" className="rounded-md sm:hidden">
        <Logo />
      </Link>
      {places.length > 0 ? (
        <BarPlaces places={places} />
      ) : (
        <TenantSwitcher person={person} onMembership={onMembership} />
      )}
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Control+K Meta+K"
          className="hidden h-8 w-64 items-center gap-2 rounded-md border border-line bg-sunken px-2.5 text-ink-3 text-sm transition-colors hover:border-line-strong md:flex"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 truncate text-left">{t('searchHint')}</span>
          <Kbd>Ctrl K</Kbd>
        </button>
        <Button variant="ghost" size="icon" aria-label={t('search')} onClick={onSearch} className="md:hidden">
          <Search aria-hidden />
        </Button>
        <NoticeBell unread={unreadNotices} />
        <div className="hidden items-center gap-1 sm:flex">
          <LanguageMenu onChoose={onLocale} />
          <ThemeMenu />
        </div>
        <PersonMenu person={person} onLocale={onLocale} />
      </div>
    </header>
  );
}

function BarPlaces({ places }: { places: Place[] }) {
  const t = useTranslations('nav');
  const pathname = usePathname();
  return (
    <>
      <Link href="/" className="mr-2 hidden items-center gap-2 rounded-md sm:flex">
        <Logo className="size-5" />
        <span className="font-semibold text-base tracking-tight">Milepost</span>
      </Link>
      <nav aria-label={t('main')} className="hidden min-w-0 items-center gap-0.5 sm:flex">
        {places.map((place) => {
          const here = isAt(pathname, place);
          return (
            <Link
              key={place.name}
              href={place.href}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'flex h-7 shrink-0 items-center rounded-md px-2.5 text-sm transition-colors',
                here ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              {t(place.name)}
            </Link>
          );
        })}
      </nav>
    </>
  );
}

function PersonMenu({ person, onLocale }: { person: ShellPerson; onLocale: (locale: Locale) => Promise<unknown> }) {
  const t = useTranslations('nav');
  const tRoles = useTranslations('roles');
  const themeItems = useThemeItems();
  const languageItems = useLanguageItems(onLocale);
  return (
    <Menu
      className="w-64"
      trigger={
        <Button variant="ghost" className="max-w-48 px-2">
          <CircleUser aria-hidden />
          <span className="sr-only">{t('account')}</span>
          <span className="truncate max-lg:sr-only">{person.name}</span>
        </Button>
      }
      items={[
        { heading: <PersonLines name={person.name} email={person.email} role={tRoles(person.role)} /> },
        'separator',
        { heading: t('theme') },
        ...themeItems,
        { heading: t('language') },
        ...languageItems,
        'separator',
        { label: t(person.role === 'owner' ? 'security' : 'settings'), href: '/settings' },
        {
          label: t('signOut'),
          icon: <LogOut aria-hidden className="text-ink-3" />,
          onSelect: () => leave(),
        },
      ]}
    />
  );
}

function PersonLines({ name, email, role }: { name: string; email: string; role: string }) {
  return (
    <span className="block min-w-0">
      <span className="block truncate font-medium text-ink text-sm">{name}</span>
      {email === name ? null : <span className="mono block truncate text-ink-2">{email}</span>}
      <span className="block">{role}</span>
    </span>
  );
}

/** Loads a new document, so that nothing of the previous person stays in memory. */
async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ redirect: false }).catch(() => {});
  location.assign('/sign-in');
}
