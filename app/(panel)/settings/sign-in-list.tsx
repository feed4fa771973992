'use client';

import { Monitor, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import { endSignInAction } from './actions';
import { useBrowserName } from './use-browser-name';
import { readUserAgent } from './user-agent';

export interface SignInRow {
  id: string;
  ip: string;
  userAgent: string;
  createdAt: string;
  lastSeenAt: string;
  method: 'password' | 'code' | 'recovery' | 'passkey';
  endedAt: string | null;
  current: boolean;
}

/** The person's current sign-ins, each with a button to sign it out. */
export function SignInList({ rows }: { rows: SignInRow[] }) {
  const t = useTranslations('settings');
  const [asked, setAsked] = useState<SignInRow | null>(null);
  const end = useChange(endSignInAction, {
    onDone: () => {
      setAsked(null);
    },
    done: () => t('ended'),
  });
  const browserName = useBrowserName();
  const nameOf = (row: SignInRow) => browserName(row.userAgent);
  return (
    <>
      <ul className="-my-2 divide-y divide-line">
        {rows.map((row) => {
          const Icon = readUserAgent(row.userAgent).phone ? Smartphone : Monitor;
          return (
            <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 text-sm">
              <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span title={row.userAgent}>{nameOf(row)}</span>
                  {row.current ? <Badge tone="accent">{t('thisOne')}</Badge> : null}
                </p>
                <p className="text-ink-3 text-xs">
                  <span className="mono">{row.ip}</span>
                  {' · '}
                  {t(`method.${row.method}`)}
                  {' · '}
                  {t.rich('since', { time: () => <Time value={row.createdAt} /> })}
                  {' · '}
                  {t.rich('lastSeen', { time: () => <Time value={row.lastSeenAt} /> })}
                </p>
              </div>
              {row.current ? null : (
                <Button size="sm" onClick={() => setAsked(row)}>
                  {t('end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t('endTitle', { browser: asked ? nameOf(asked) : '', ip: asked?.ip ?? '' })}
        confirmLabel={t('end')}
        danger
        pending={end.pending}
        onConfirm={() => asked && end.run(asked.id)}
      >
        {t('endText')}
      </ConfirmDialog>
    </>
  );
}
