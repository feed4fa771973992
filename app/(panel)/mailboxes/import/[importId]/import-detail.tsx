'use client';

import { Download, FileSpreadsheet } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Progress } from '@/components/ui/progress';
import { Tabs } from '@/components/ui/tabs';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { ImportRow } from '@/lib/imports/shapes';
import { cancelImportAction, startImportAction } from '../actions';
import { ImportLines } from './import-lines';
import { useImport } from './use-import';

/** An import: its preview, then its progress, then its result. */
export function ImportDetail({ start }: { start: ImportRow }) {
  const t = useTranslations('imports');
  const tMailboxes = useTranslations('mailboxes');
  const router = useRouter();
  const [row, setRow] = useImport(start);
  const [asking, setAsking] = useState(false);
  const importId = row.id;
  const begin = useAction(startImportAction, {
    onDone: () => {
      setRow({ ...row, state: 'running' });
      toast.success(t('started'));
    },
  });
  const cancel = useAction(cancelImportAction, {
    onDone: () => {
      setAsking(false);
      if (row.state === 'ready') router.push('/mailboxes/import');
      else setRow({ ...row, state: 'cancelling' });
    },
  });
  const total = row.creates + row.changes;
  const ended = row.state === 'done' || row.state === 'cancelled';

  async function fetchResult() {
    const response = await fetch(`/api/imports/${importId}`, { method: 'POST' });
    if (!response.ok) return;
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = 'import-result.csv';
    link.click();
    URL.revokeObjectURL(address);
    setRow({ ...row, taken: true });
  }

  return (
    <>
      <PageHeader
        title={row.fileName || t('title')}
        crumbs={[
          { label: tMailboxes('title'), href: '/mailboxes' },
          { label: t('title'), href: '/mailboxes/import' },
        ]}
        description={t(`states.${row.state}`)}
        actions={
          row.state === 'ready' ? (
            <>
              <Button pending={cancel.pending} onClick={() => cancel.run({ importId })}>
                {t('drop')}
              </Button>
              {total > 0 ? (
                <Button variant="primary" pending={begin.pending} onClick={() => begin.run({ importId })}>
                  {t('start', {
                    creates: row.creates,
                    changes: row.changes,
                    both: row.creates > 0 && row.changes > 0 ? 'yes' : 'no',
                  })}
                </Button>
              ) : null}
            </>
          ) : row.state === 'running' ? (
            <Button onClick={() => setAsking(true)}>{t('cancel')}</Button>
          ) : ended ? (
            <Button variant="primary" onClick={fetchResult}>
              <Download aria-hidden />
              {t('result')}
            </Button>
          ) : undefined
        }
      />
      {row.state === 'ready' ? (
        total === 0 ? (
          <Notice tone="warn" className="mb-4">
            {t('nothing')}
          </Notice>
        ) : null
      ) : (
        <div className="mb-4 max-w-xl space-y-2" aria-live="polite">
          <Progress value={row.done + row.failed} max={total} label={t(`states.${row.state}`)} />
          <p className="text-ink-2 text-sm tabular-nums">
            {ended
              ? t('summary', { done: row.done, failed: row.failed, bad: row.bad })
              : t('progress', { done: row.done + row.failed, total })}
          </p>
          {ended ? <p className="text-ink-2 text-sm">{row.taken ? t('resultTaken') : t('resultOnce')}</p> : null}
        </div>
      )}
      {row.same > 0 ? <p className="mb-3 text-ink-2 text-sm">{t('same', { count: row.same })}</p> : null}
      <Tabs
        tabs={(['bad', 'warning', 'create', 'change', 'failed'] as const)
          .filter((kind) => (kind === 'failed' ? row.failed > 0 : true))
          .map((kind) => ({
            value: kind,
            label: t(`kind.${kind}`, {
              count: { bad: row.bad, warning: 0, create: row.creates, change: row.changes, failed: row.failed }[kind],
            }),
            content: <ImportLines importId={importId} kind={kind} icon={<FileSpreadsheet />} />,
          }))}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('cancelTitle')}
        confirmLabel={t('cancel')}
        danger
        pending={cancel.pending}
        onConfirm={() => cancel.run({ importId })}
      >
        {t('cancelText', { done: row.done })}
      </ConfirmDialog>
    </>
  );
}
