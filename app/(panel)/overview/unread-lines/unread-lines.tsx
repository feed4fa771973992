'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import type { NodeState, UnreadLine } from '@/lib/activity/shapes';
import { forgetUnreadLinesAction } from './actions';

/** The last lines of a mail server's log that Milepost could not read. */
export function UnreadLines({ node, rows, mayForget }: { node: NodeState; rows: UnreadLine[]; mayForget: boolean }) {
  const t = useTranslations('overview.unreadLines');
  const forget = useChange(forgetUnreadLinesAction, { done: () => t('forgotten') });
  if (rows.length === 0) {
    return (
      <>
        <PageHeader title={t('title')} description={node.name} />
        <EmptyState icon={<CircleCheck />} title={t('none')} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        description={node.name}
        count={node.unreadLines}
        actions={
          mayForget ? (
            <Button pending={forget.pending} onClick={() => forget.run({ node: node.name })}>
              {t('forget')}
            </Button>
          ) : undefined
        }
      />
      <p className="mb-4 max-w-[72ch] text-ink-2 text-sm">{t('text')}</p>
      <ol aria-label={t('title')} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {rows.map(({ id, at, text, count }) => (
          <li key={id} className="px-4 py-3">
            <p className="mono break-all text-sm">
              <bdi>{text}</bdi>
            </p>
            <p className="mt-0.5 text-ink-3 text-xs">
              <Time value={at} exact />
              {count > 1 ? ` · ${t('more', { count: count - 1 })}` : null}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
