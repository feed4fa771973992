'use client';

import { Bell } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button';

/** Leads to the notices, with the number of those that the account has not read yet. */
export function NoticeBell({ unread }: { unread: number }) {
  const t = useTranslations('nav');
  const label = t('notices', { count: unread });
  return (
    <Button asChild variant="ghost" size="icon" className="relative shrink-0">
      <Link href="/notices" aria-label={label} title={label} prefetch={false}>
        <Bell aria-hidden />
        {unread > 0 ? (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 font-medium text-2xs text-on-accent tabular-nums"
          >
            {unread > 99 ? '99+' : unread}
          </span>
        ) : null}
      </Link>
    </Button>
  );
}
