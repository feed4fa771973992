'use client';

import { ShieldBan } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Failure } from '@/components/action-error';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import type { NetworkBlockRow } from '@/lib/credentials/shapes';

type Does<I, T> = (input: I) => Promise<{ ok: true; data: T } | Failure>;
export interface BlockActions {
  block: Does<{ mailboxId: string; network: string; reason?: string }, { network: string }>;
  lift: Does<{ blockId: string }, void>;
}

/** Blocks and unblocks networks for a mailbox, and lists the blocked ones. */
export function NetworkBlocks({
  mailboxId,
  blocks,
  mayWrite,
  actions,
}: {
  mailboxId: string;
  blocks: NetworkBlockRow[];
  mayWrite: boolean;
  actions: BlockActions;
}) {
  const t = useTranslations('accounts.block');
  const [asking, setAsking] = useState<{ network: string; reason: string } | null>(null);
  const block = useChange(actions.block, {
    fields: ['network', 'reason'],
    done: ({ network }) => t('blocked', { network }),
  });
  const lift = useChange(actions.lift, {
    done: (_, { blockId }) => t('unblocked', { network: blocks.find(({ id }) => id === blockId)?.network ?? '' }),
  });

  const submit = onForm((text) => {
    setAsking({ network: text('network').trim(), reason: text('reason').trim() });
  });

  return (
    <section aria-label={t('title')} className="flex max-w-3xl flex-col gap-3">
      <p className="text-ink-2 text-sm">{t('text')}</p>
      {mayWrite ? (
        <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <Field label={t('network')} error={block.errorOf('network')}>
            <Input name="network" className="w-56 font-mono" autoComplete="off" placeholder="203.0.113.0/24" />
          </Field>
          <Field label={t('reason')} error={block.errorOf('reason')}>
            <Input name="reason" className="w-72" autoComplete="off" maxLength={300} />
          </Field>
          <Button type="submit" className="mt-6" pending={block.pending}>
            <ShieldBan aria-hidden />
            {t('add')}
          </Button>
        </form>
      ) : null}
      {blocks.length === 0 ? <p className="text-ink-3 text-sm">{t('none')}</p> : null}
      {blocks.length > 0 ? (
        <ul className="divide-y divide-line rounded-md border border-line text-sm">
          {blocks.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <span className={`font-mono ${one.unblockedAt ? 'text-ink-3 line-through' : ''}`}>{one.network}</span>
              <span className="min-w-0 flex-1 text-ink-2 text-xs">
                {[one.reason, t('by', { name: one.byName })].filter(Boolean).join(' · ')} ·{' '}
                <Time value={one.createdAt} />
                {one.unblockedAt ? (
                  <>
                    {' · '}
                    {t('unblockedBy', { name: one.unblockedBy ?? '' })} · <Time value={one.unblockedAt} />
                  </>
                ) : null}
              </span>
              {mayWrite && !one.unblockedAt ? (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t('unblockLabel', { network: one.network })}
                  pending={lift.pending}
                  onClick={() => lift.run({ blockId: one.id })}
                >
                  {t('unblock')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => (open ? undefined : setAsking(null))}
        title={t('blockTitle', { network: asking?.network ?? '' })}
        confirmLabel={t('add')}
        danger
        onConfirm={() => {
          if (asking) block.run({ mailboxId, ...asking });
          setAsking(null);
        }}
      >
        {t('blockText')}
      </ConfirmDialog>
    </section>
  );
}
