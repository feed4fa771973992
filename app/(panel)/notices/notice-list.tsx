'use client';

import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import { type NoticeRow, signInKinds } from '@/lib/notices/shapes';
import { markNoticesReadAction } from './actions';

/** The notices of the account, newest first. Only the account itself marks them as read. */
export function NoticeList({ rows, viewed }: { rows: NoticeRow[]; viewed: boolean }) {
  const t = useTranslations('notices');
  const read = useChange(markNoticesReadAction, { done: () => t('marked') });
  const [newest] = rows;
  const unread = rows.some((row) => row.unread);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          newest && unread && !viewed ? (
            <Button pending={read.pending} onClick={() => read.run({ upTo: newest.id })}>
              {t('markRead')}
            </Button>
          ) : undefined
        }
      />
      <div className="flex max-w-4xl flex-col gap-4">
        {viewed && unread ? <Notice>{t('viewed')}</Notice> : null}
        {rows.length === 0 ? (
          <EmptyState icon={<Bell />} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        ) : (
          <>
            <p className="max-w-[72ch] text-ink-2 text-sm">{t('notYou')}</p>
            <ul aria-label={t('title')} className="divide-y divide-line rounded-lg border border-line bg-surface">
              {rows.map((row) => (
                <NoticeItem key={row.id} row={row} />
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}

function NoticeItem({ row: { kind, details, byName, ip, at, unread } }: { row: NoticeRow }) {
  const t = useTranslations('notices');
  const by = { who: byName === null ? 'self' : 'other', name: byName ?? '' };
  const where = { where: ip === null ? 'unknown' : 'known', ip: ip ?? '' };
  return (
    <li className={cn('px-4 py-3 text-sm', unread && 'bg-accent-soft')}>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="min-w-0 break-words">
          <bdi>{t(`kind.${kind}.text`, details)}</bdi>
        </span>
        {unread ? <Badge tone="accent">{t('unread')}</Badge> : null}
      </p>
      <p className="mt-0.5 break-words text-ink-2 text-xs">
        <Time value={at} exact />
        {signInKinds.includes(kind) ? null : (
          <>
            {' · '}
            <bdi>{t('by', { ...by, ...where })}</bdi>
          </>
        )}
      </p>
    </li>
  );
}
