'use client';

import { FileSpreadsheet, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { textColumn, timeColumn } from '@/components/list/columns';
import { ListPage } from '@/components/list/list-page';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Column } from '@/components/ui/table';
import { useReady } from '@/components/use-ready';
import type { ImportRow } from '@/lib/imports/shapes';

const answerShape = z.union([
  z.object({ id: z.uuid() }),
  z.object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])).default({}) }),
]);

/** Uploads a CSV file, and lists earlier imports. */
export function ImportBoard({ rows }: { rows: ImportRow[] }) {
  const t = useTranslations('imports');
  const refusal = useTranslations('refusal');
  const nav = useTranslations('mailboxes');
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function upload(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    setReading(true);
    setFailure(null);
    const response = await fetch(`/api/imports?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
    }).catch(() => null);
    const answer = answerShape.safeParse(await response?.json().catch(() => null));
    if (answer.success && 'id' in answer.data) return router.push(`/mailboxes/import/${answer.data.id}`);
    setReading(false);
    const { code = 'unknown', details = {} } = answer.success && 'code' in answer.data ? answer.data : {};
    const key = `refused.${details.reason}`;
    setFailure(t.has(key) ? t(key, details) : refusal.has(code) ? refusal(code, details) : refusal('unknown'));
  }

  const ready = useReady();

  const columns = useMemo(
    (): Column<ImportRow>[] => [
      textColumn({ id: 'file', header: t('file'), width: 240, value: (row) => row.fileName }),
      {
        id: 'state',
        header: t('state'),
        width: 130,
        value: (row) => t(`states.${row.state}`),
        cell: (row) => (
          <Badge tone={row.state === 'done' ? 'good' : row.state === 'ready' ? 'warn' : 'neutral'}>
            {t(`states.${row.state}`)}
          </Badge>
        ),
      },
      {
        id: 'done',
        header: t('states.done'),
        width: 140,
        align: 'right',
        value: (row) => row.done,
        cell: (row) => t('progress', { done: row.done, total: row.creates + row.changes }),
      },
      textColumn({ id: 'by', header: t('by'), width: 160, value: (row) => row.by }),
      timeColumn({ id: 'when', header: t('when'), width: 130, value: (row) => row.createdAt }),
    ],
    [t],
  );
  return (
    <ListPage
      title={t('title')}
      crumbs={[{ label: nav('title'), href: '/mailboxes' }]}
      description={t('description')}
      actions={
        <>
          <input
            ref={field}
            type="file"
            accept=".csv,.txt,text/csv"
            className="sr-only"
            tabIndex={-1}
            aria-label={t('choose')}
            onChange={upload}
          />
          <Button variant="primary" pending={reading} disabled={!ready} onClick={() => field.current?.click()}>
            <Upload aria-hidden />
            {reading ? t('reading') : t('choose')}
          </Button>
        </>
      }
      label={t('earlier')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      href={(row) => `/mailboxes/import/${row.id}`}
      empty={{ icon: <FileSpreadsheet />, title: t('none'), text: t('noneText') }}
    >
      {failure ? (
        <Notice tone="bad" className="mb-4">
          {failure}
        </Notice>
      ) : null}
      <div className="mb-6 max-w-3xl space-y-2 text-ink-2 text-sm">
        <p>{t('columnsText')}</p>
        <p>{t('limits', { lines: 100_000, megabytes: 32 })}</p>
      </div>
      <h2 className="mb-2 font-medium">{t('earlier')}</h2>
    </ListPage>
  );
}
