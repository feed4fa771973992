'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { SignInRow } from './sign-in-list';
import { useBrowserName } from './use-browser-name';

export interface FailureRow {
  id: string;
  ip: string;
  userAgent: string;
  /** `web`, or the mail protocol. */
  protocol: string;
  kind: string;
  refused: boolean;
  times: number;
  at: string;
}

/** Ended sign-ins and failed attempts, newest first. */
export function SignInHistory({ ended, failures }: { ended: SignInRow[]; failures: FailureRow[] }) {
  const t = useTranslations('settings');
  const browserName = useBrowserName();
  const entries = [
    ...ended.map((row) => ({ ...row, failure: null, at: row.createdAt })),
    ...failures.map((row) => ({ ...row, failure: row, endedAt: null, method: null })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const nameOf = ({ failure, userAgent }: { failure: FailureRow | null; userAgent: string }) => {
    if (!failure || failure.protocol === 'web') return browserName(userAgent);
    const over = t(`over.${t.has(`over.${failure.protocol}`) ? failure.protocol : 'other'}`);
    return userAgent ? t('overBy', { over, client: userAgent }) : over;
  };
  const why = ({ kind, refused }: FailureRow) =>
    refused ? t('refusedWhy') : t(`wrong.${t.has(`wrong.${kind}`) ? kind : 'password'}`);
  return (
    <details className="mt-4 border-line border-t pt-3 text-sm">
      <summary className="cursor-pointer select-none font-medium">
        {t('history')} <span className="text-ink-3">({t('historyCount', { count: entries.length })})</span>
      </summary>
      <ul className="mt-2 divide-y divide-line">
        {entries.map((row) => (
          <li key={`${row.failure ? 'failure' : 'sign-in'} ${row.id}`} className="py-2">
            <p className="flex flex-wrap items-center gap-2">
              <span title={row.userAgent}>{nameOf(row)}</span>
              {row.failure ? <Badge tone="warn">{t(row.failure.refused ? 'refused' : 'failed')}</Badge> : null}
            </p>
            <p className="text-ink-3 text-xs">
              <span className="mono">{row.ip}</span>
              {' · '}
              {row.failure ? why(row.failure) : row.method ? t(`method.${row.method}`) : null}
              {row.failure && row.failure.times > 1 ? ` · ${t('times', { count: row.failure.times })}` : null}
              {' · '}
              {t.rich('at', { time: () => <Time value={row.at} /> })}
              {row.endedAt ? (
                <>
                  {' · '}
                  {t.rich('endedAt', { time: () => <Time value={row.endedAt ?? ''} /> })}
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
