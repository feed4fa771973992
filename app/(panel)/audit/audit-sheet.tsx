'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useAuditWords } from '@/components/audit/audit-words';
import { Sheet } from '@/components/ui/sheet';
import { Time } from '@/components/ui/time';
import type { AuditRow } from '@/lib/audit/shapes';
import { ChangeTable } from './change-table';

/** One entry in full: who, from where, and the object before and after. */
export function AuditSheet({ row, onClose }: { row: AuditRow | null; onClose: () => void }) {
  const t = useTranslations('audit');
  const words = useAuditWords();
  if (!row) return null;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={words(row.action)}
      subtitle={<span className="mono break-all">{row.objectLabel}</span>}
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        <Line name={t('sheet.when')}>
          <Time value={row.at} exact />
        </Line>
        <Line name={t('sheet.who')}>
          {row.actorName}
          {t.has(`kind.${row.actorKind}`) ? <span className="text-ink-3"> · {t(`kind.${row.actorKind}`)}</span> : null}
          {row.onBehalfOf ? <span className="text-ink-3"> · {t('onBehalf', { name: row.onBehalfOf })}</span> : null}
        </Line>
        <Line name={t('sheet.from')}>
          <span className="mono">{row.ip ?? '–'}</span>
        </Line>
        <Line name={t('sheet.code')}>
          <span className="mono">{row.action}</span>
        </Line>
        <Line name={t('column.seq')}>{row.seq}</Line>
      </dl>
      <ChangeTable before={row.before} after={row.after} />
    </Sheet>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
