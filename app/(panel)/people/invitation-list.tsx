'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import type { InvitationRow } from '@/lib/people/shapes';
import { revokeInvitationAction } from './actions';

/** Invitations that were not accepted yet. */
export function InvitationList({ rows, mayWrite }: { rows: InvitationRow[]; mayWrite: boolean }) {
  const t = useTranslations('people');
  const tRoles = useTranslations('roles');
  const [revoking, setRevoking] = useState<InvitationRow | null>(null);
  const revoke = useChange(revokeInvitationAction, {
    onDone: () => {
      setRevoking(null);
    },
    done: () => t('revoked'),
  });
  return (
    <section aria-labelledby="invitations" className="mt-8 max-w-4xl">
      <h2 id="invitations" className="mb-2 font-semibold text-base">
        {t('invitations')}
      </h2>
      {rows.length === 0 ? (
        <p className="text-ink-2 text-sm">{t('invitationsEmpty')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface px-4">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 text-sm">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <bdi className="mono break-all">{row.email}</bdi>
                  {row.expired ? <Badge tone="warn">{t('expired')}</Badge> : null}
                  {row.sentAt || row.expired ? null : <Badge>{t('notSent')}</Badge>}
                </p>
                <p className="text-ink-3 text-xs">
                  {[tRoles(row.role), row.tenantName, t('invitedBy', { who: row.invitedBy })].join(' · ')}
                  {' · '}
                  {t.rich('until', { time: () => <Time value={row.expiresAt} /> })}
                </p>
              </div>
              {mayWrite ? (
                <Button size="sm" onClick={() => setRevoking(row)}>
                  {t('revoke')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={t('revokeTitle', { email: revoking?.email ?? '' })}
        confirmLabel={t('revoke')}
        danger
        pending={revoke.pending}
        onConfirm={() => revoking && revoke.run({ invitationId: revoking.id })}
      >
        {t('revokeText')}
      </ConfirmDialog>
    </section>
  );
}
