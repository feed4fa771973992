'use client';

import { Trash2, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { formatBytes } from '@/components/ui/format-bytes';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/use-action';
import type { PolicyRow, RunDetail } from '@/lib/retention/shapes';
import { startRestoreAction, startRunAction } from '../actions';

/** The state of a run and the next possible step. */
export function RunPanel({
  policy,
  run,
  mayWrite,
  onChange,
}: {
  policy: PolicyRow;
  run: RunDetail;
  mayWrite: boolean;
  onChange: (run: RunDetail) => void;
}) {
  const t = useTranslations('retention');
  const locale = useLocale();
  const [confirming, setConfirming] = useState<'remove' | 'restore' | null>(null);
  const startRun = useAction(startRunAction, {
    onDone: () => {
      setConfirming(null);
      onChange({ ...run, state: 'removing', mailboxesDone: 0 });
    },
  });
  const restore = useAction(startRestoreAction, {
    onDone: ({ messages }) => {
      setConfirming(null);
      onChange({ ...run, restorable: run.restorable - messages, restoring: run.restoring + messages });
    },
  });
  const size = formatBytes(run.bytes, locale);
  const counts = { messages: run.messages, mailboxes: run.mailboxes };

  return (
    <section
      aria-label={t(`runState.${run.state}`)}
      className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      {run.state === 'counting' ? (
        <>
          <p aria-live="polite">
            {t('counting', { total: run.mailboxesTotal, done: run.mailboxesDone, messages: run.messages })}
          </p>
          <Progress value={run.mailboxesDone} max={run.mailboxesTotal || 1} label={t('runState.counting')} />
        </>
      ) : null}
      {run.state === 'counted' && run.messages === 0 ? <p>{t('wouldNothing', { folder: policy.folder })}</p> : null}
      {run.state === 'counted' && run.messages > 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div>
            <h2 className="text-ink-2 text-sm">{t('would')}</h2>
            <p className="font-semibold text-lg tabular-nums">{t('inMailboxes', { ...counts, size })}</p>
          </div>
          {mayWrite && policy.enabled ? (
            <Button variant="danger" onClick={() => setConfirming('remove')}>
              <Trash2 aria-hidden />
              {t('run', { messages: run.messages })}
            </Button>
          ) : null}
        </div>
      ) : null}
      {run.state === 'removing' ? (
        <>
          <p aria-live="polite">{t('removing', { done: run.removed, total: run.messages })}</p>
          <Progress value={run.removed} max={run.messages || 1} label={t('runState.removing')} />
        </>
      ) : null}
      {run.state === 'removed' ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="font-semibold">
            {t('done', {
              removed: run.removed,
              size: formatBytes(run.removedBytes, locale),
              kept: run.messages - run.removed,
            })}
          </p>
          {mayWrite && run.restorable > 0 ? (
            <Button onClick={() => setConfirming('restore')}>
              <Undo2 aria-hidden />
              {t('restore', { count: run.restorable })}
            </Button>
          ) : null}
        </div>
      ) : null}
      {run.restoring > 0 ? <Notice>{t('restoring', { count: run.restoring })}</Notice> : null}
      {run.trouble ? (
        <Notice tone="warn">
          {run.trouble === 'policy-changed' ? t('policyChanged') : t('trouble', { reason: run.trouble })}
        </Notice>
      ) : null}
      <p className="text-ink-2 text-xs">
        {t(`runState.${run.state}`)} · {t('asOf')} <Time value={run.asOf} /> · {t('by', { name: run.actorName })}
      </p>
      <ConfirmDialog
        open={confirming === 'remove'}
        onOpenChange={() => setConfirming(null)}
        title={t('runTitle', counts)}
        confirmLabel={t('runConfirm', counts)}
        danger
        pending={startRun.pending}
        onConfirm={() => startRun.run({ runId: run.id })}
      >
        {t('runText', { size })}
      </ConfirmDialog>
      <ConfirmDialog
        open={confirming === 'restore'}
        onOpenChange={() => setConfirming(null)}
        title={t('restoreTitle', { count: run.restorable })}
        confirmLabel={t('restoreConfirm', { count: run.restorable })}
        pending={restore.pending}
        onConfirm={() => restore.run({ runId: run.id })}
      >
        {t('restoreText', { folder: policy.folder, basis: policy.basis })}
      </ConfirmDialog>
    </section>
  );
}
