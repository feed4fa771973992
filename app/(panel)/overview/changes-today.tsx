'use client';

import { useTranslations } from 'next-intl';
import { useAuditWords } from '@/components/audit/audit-words';
import { readableAddress } from '@/components/readable-address';
import { Time } from '@/components/ui/time';
import type { AuditRow } from '@/lib/audit/shapes';

/** The latest audit entries. */
export function ChangesToday({ rows }: { rows: AuditRow[] }) {
  const t = useTranslations('overview');
  const words = useAuditWords();
  if (rows.length === 0) return <p className="text-ink-2 text-sm">{t('noChanges')}</p>;
  return (
    <ol className="-my-1 divide-y divide-line">
      {rows.map((row) => (
        <li key={row.seq} className="flex flex-wrap items-baseline gap-x-3 py-1.5 text-sm">
          <span className="min-w-0 flex-1 basis-60 truncate">
            {words(row.action)} <span className="mono text-ink-2">{readableAddress(row.objectLabel)}</span>
          </span>
          <span className="truncate text-ink-2">{row.actorName}</span>
          <Time value={row.at} className="w-24 shrink-0 text-right text-ink-3 text-xs" />
        </li>
      ))}
    </ol>
  );
}
