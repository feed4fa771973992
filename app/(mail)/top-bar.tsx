'use client';

import { ChevronDown, CircleUser, LogOut } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useLanguageItems, useThemeItems } from '@/components/shell/choices';
import { Logo } from '@/components/shell/logo';
import { NoticeBell } from '@/components/shell/notice-bell';
import { cn } from '@/components/ui/cn';
import { Menu } from '@/components/ui/menu';
import { setLocaleAction } from '../(panel)/actions';

const places = [
  ['mail', '/mail'],
  ['devices', '/devices'],
  ['filters', '/filters'],
  ['trail', '/trail'],
  ['access', '/audit'],
  ['security', '/settings'],
] as const;

export function TopBar({ address, unreadNotices }: { address: string; unreadNotices: number }) {
  const t = useTranslations('mail.nav');
  const path = usePathname();
  const themes = useThemeItems();
  const languages = useLanguageItems(setLocaleAction);
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-line border-b bg-surface px-3">
      <Logo className="size-5 shrink-0" />
      <span className="mr-3 ml-1.5 font-semibold text-base tracking-tight max-sm:hidden">Milepost</span>
      <nav aria-label={t('main')} className="mail-scroll flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto">
        {places.map(([key, href]) => {
          const here = path === href || path.startsWith(`${href}/`);
          return (
            <Link
              key={key}
              href={href}
              prefetch={false}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'flex h-7 shrink-0 items-center rounded-md px-2.5 text-sm transition-colors focus-visible:-outline-offset-2',
                here ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              {t(key)}
            </Link>
          );
        })}
      </nav>
      <NoticeBell unread={unreadNotices} />
      <Menu
        trigger={
          <button
            type="button"
            aria-label={address}
            className="flex h-8 min-w-0 max-w-[40vw] shrink-0 items-center gap-1.5 rounded-md px-2 text-ink-2 text-sm hover:bg-hover hover:text-ink"
          >
            <bdi className="mono min-w-0 truncate max-sm:hidden">{address}</bdi>
            <CircleUser className="size-5 shrink-0 sm:hidden" aria-hidden />
            <ChevronDown className="size-4 shrink-0 max-sm:hidden" aria-hidden />
          </button>
        }
        items={[
          { heading: <bdi className="mono">{address}</bdi> },
          ...themes,
          'separator',
          ...languages,
          'separator',
          {
            label: t('signOut'),
            icon: <LogOut aria-hidden />,
            onSelect: () => void import('next-auth/react').then(({ signOut }) => signOut({ callbackUrl: '/sign-in' })),
          },
        ]}
      />
    </header>
  );
}
