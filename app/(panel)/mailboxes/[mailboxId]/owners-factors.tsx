'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { useChange } from '@/components/use-change';
import { removeFactorsAction } from '../actions';

export interface Factors {
  codes: boolean;
  passkeys: number;
}

/** The owner's second factor and passkeys, and their removal for an owner who lost them. */
export function OwnersFactors({
  mailbox,
  factors,
  mayWrite,
}: {
  mailbox: { id: string; address: string };
  factors: Factors;
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const [asking, setAsking] = useState(false);
  const removal = useChange(removeFactorsAction, {
    onDone: () => {
      setAsking(false);
    },
    done: () => t('factorsRemoved', { name: mailbox.address }),
  });
  const there = [
    ...(factors.codes ? [t('factorsCodes')] : []),
    ...(factors.passkeys > 0 ? [t('factorsPasskeys', { count: factors.passkeys })] : []),
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className={there.length > 0 ? '' : 'text-ink-2'}>{there.length > 0 ? there.join(' · ') : t('factorsNone')}</p>
      {mayWrite && there.length > 0 ? (
        <Button size="sm" onClick={() => setAsking(true)}>
          {t('factorsRemove')}
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('factorsRemoveTitle', { name: mailbox.address })}
        confirmLabel={t('factorsRemoveConfirm')}
        danger
        pending={removal.pending}
        onConfirm={() => removal.run({ mailboxId: mailbox.id })}
      >
        {t('factorsRemoveText')}
      </ConfirmDialog>
    </div>
  );
}
