'use client';

import { useTranslations } from 'next-intl';
import type { AppPasswordRow } from '@/lib/credentials/shapes';
import { Checkbox } from '../ui/field';
import { Time } from '../ui/time';

/** The app passwords that still open the mailbox. */
export function validOf(rows: AppPasswordRow[]): AppPasswordRow[] {
  return rows.filter(({ revokedAt, expiresAt }) => !revokedAt && !(expiresAt && Date.parse(expiresAt) <= Date.now()));
}

/** Lists the app passwords that a new password ends, each with the choice to keep it. */
export function KeepAppPasswords({
  appPasswords,
  kept,
  onKept,
}: {
  appPasswords: AppPasswordRow[];
  kept: ReadonlySet<string>;
  onKept: (kept: Set<string>) => void;
}) {
  const t = useTranslations('accounts.keep');
  const rows = validOf(appPasswords);
  if (rows.length === 0) return null;
  return (
    <fieldset className="min-w-0 max-w-lg">
      <legend className="font-medium text-sm">{t('title')}</legend>
      <p className="mt-1 text-ink-2 text-xs">{t('text')}</p>
      <ul className="mt-2 flex max-h-60 flex-col gap-1 overflow-y-auto">
        {rows.map(({ id, name, lastUsedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <Checkbox
              checked={kept.has(id)}
              onCheckedChange={(keep) => {
                const next = new Set(kept);
                if (keep) next.add(id);
                else next.delete(id);
                onKept(next);
              }}
              label={t('item', { name })}
            />
            <span className="text-ink-3 text-xs">
              {lastUsedAt ? t.rich('used', { time: () => <Time value={lastUsedAt} /> }) : t('unused')}
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
