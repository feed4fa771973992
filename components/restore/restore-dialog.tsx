'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { RemovedChoice } from './removed-choice';
import type { RestoreActions } from './restore-actions';
import { RestoreProgress } from './restore-progress';
import { useRestore } from './use-restore';

/** Restores messages that devices removed: they are listed, chosen, and restored by a job that this shows. */
export function RestoreDialog({
  mailboxId,
  deviceIds,
  title,
  actions,
  onClose,
}: {
  mailboxId: string;
  deviceIds: string[];
  title: string;
  actions: RestoreActions;
  onClose: () => void;
}) {
  const t = useTranslations('restore');
  const { removed, failed, restore, busy, start } = useRestore(actions, mailboxId, deviceIds);
  /** What is not restored: at first, nothing. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const rows = removed?.rows ?? [];
  const chosen = rows.filter(({ id }) => !left.has(id));
  const choosing = removed !== null && !restore && !busy;
  const latest = removed?.latest;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        choosing && rows.length > 0 ? (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button
              variant="primary"
              disabled={chosen.length === 0}
              onClick={() => void start(chosen.map(({ id }) => id))}
            >
              {t('confirm', { count: chosen.length })}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        {failed && <Notice tone="bad">{t('failedToLoad')}</Notice>}
        {!failed && (removed === null || (busy && !restore)) && (
          <>
            <span role="status" className="sr-only">
              {t('loading')}
            </span>
            <Skeleton className="h-32" />
          </>
        )}
        {choosing && (
          <>
            <p>{t(rows.length === 0 ? 'nothing' : 'text')}</p>
            {removed.more && <Notice tone="neutral">{t('more', { count: rows.length })}</Notice>}
            {rows.length > 0 && <RemovedChoice rows={rows} left={left} onLeft={setLeft} />}
            {latest && (
              <p className="text-ink-3 text-xs">
                {t.rich('latest', {
                  restored: latest.restored,
                  total: latest.total,
                  name: latest.byName,
                  at: () => <Time value={latest.startedAt} />,
                })}
              </p>
            )}
          </>
        )}
        {restore && <RestoreProgress restore={restore} />}
      </div>
    </Dialog>
  );
}
