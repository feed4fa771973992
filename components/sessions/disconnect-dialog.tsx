'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { type Failure, useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { ScrollRegion } from '@/components/ui/scroll-region';
import { Skeleton } from '@/components/ui/skeleton';
import type { DisconnectPlan, DisconnectTarget } from '@/lib/sessions/shapes';
import type { DisconnectActions } from './disconnect-actions';
import { disconnectSubject } from './disconnect-subject';
import { ReceiptDetails } from './receipt-details';
import { nothingRevoked, RevokeChoice, revokeInput } from './revoke-choice';
import { useReceipt } from './use-receipt';
import { useSessionWords } from './words';

/**
 * Shows the connections to disconnect, disconnects them, waits until Dovecot no longer lists them, and shows the
 * receipt.
 */
export function DisconnectDialog({
  target,
  onClose,
  actions,
}: {
  /** What to disconnect; null closes the dialog. */
  target: DisconnectTarget | null;
  onClose: (done: boolean) => void;
  actions: DisconnectActions;
}) {
  return target && <Opened key={JSON.stringify(target)} target={target} onClose={onClose} actions={actions} />;
}

function Opened({
  target,
  onClose,
  actions,
}: {
  target: DisconnectTarget;
  onClose: (done: boolean) => void;
  actions: DisconnectActions;
}) {
  const t = useTranslations('sessions');
  const say = useActionError();
  const [plan, setPlan] = useState<DisconnectPlan | null>(null);
  const [revokeOptions, setRevokeOptions] = useState(nothingRevoked);
  const [starting, setStarting] = useState(false);
  const [disconnectId, setDisconnectId] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (answer: Failure) =>
    setFailure(answer.details.reason === 'ended-meanwhile' ? t('disconnectDialog.endedMeanwhile') : say(answer));
  const receipt = useReceipt(actions.read, disconnectId, { onFailure: fail });

  // Loaded once, because the list changes while the dialog is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the target is the dialog's key
  useEffect(() => {
    let over = false;
    void actions.plan(target).then((answer) => {
      if (over) return;
      if (answer.ok) setPlan(answer.data);
      else fail(answer);
    });
    return () => {
      over = true;
    };
  }, []);

  const rows = plan?.rows ?? [];
  const count = rows.length;
  const working = starting || (disconnectId !== null && !receipt?.receipt.finishedAt);
  const { key, ...common } = disconnectSubject(rows);

  async function disconnect() {
    setStarting(true);
    setFailure(null);
    const answer = await actions.start({
      target,
      ids: rows.map(({ id }) => id),
      revoke: revokeInput(revokeOptions, rows),
    });
    setStarting(false);
    if (answer.ok) setDisconnectId(answer.data.disconnectId);
    else fail(answer);
  }

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open && !starting) onClose(disconnectId !== null);
      }}
      title={
        plan
          ? count === 0
            ? t('disconnectDialog.nothing')
            : t(`disconnectDialog.${key}`, common)
          : t('disconnectDialog.planning')
      }
      footer={
        disconnectId ? (
          <>
            <Button asChild variant="ghost">
              <Link href={`/sessions/disconnects/${disconnectId}`}>{t('disconnectDialog.toReceipt')}</Link>
            </Button>
            <Button variant="primary" disabled={working} onClick={() => onClose(true)}>
              {t('disconnectDialog.close')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="secondary" disabled={starting} onClick={() => onClose(false)}>
              {t('disconnectDialog.cancel')}
            </Button>
            <Button variant="danger" pending={starting} disabled={count === 0} onClick={disconnect}>
              {t('disconnectDialog.confirm', { count })}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {failure && <Notice tone="bad">{failure}</Notice>}
        {!plan && !failure && <Skeleton className="h-32" />}
        {plan && !disconnectId && (
          <>
            <p>{count === 0 ? t('disconnectDialog.nothingText') : t('disconnectDialog.explain', { count })}</p>
            {count > 0 && <p className="text-ink-2">{t('disconnectDialog.again')}</p>}
            {plan.silent.length > 0 && (
              <Notice tone="warn">{t('disconnectDialog.silent', { nodes: plan.silent.join(', ') })}</Notice>
            )}
            {plan.unknown > 0 && (
              <Notice tone="neutral">{t('disconnectDialog.unknown', { count: plan.unknown })}</Notice>
            )}
            {plan.more && <Notice tone="warn">{t('disconnectDialog.more', { count })}</Notice>}
            <PlanList plan={plan} />
            {count > 0 && <RevokeChoice rows={rows} value={revokeOptions} onChange={setRevokeOptions} />}
          </>
        )}
        {disconnectId && !receipt && !failure && <Skeleton className="h-32" />}
        {receipt && <ReceiptDetails receipt={receipt} revokeReturned={actions.revokeReturned} />}
      </div>
    </Dialog>
  );
}

/** Every connection by its mailbox, client, address and password, and whether Dovecot lists it at this moment. */
function PlanList({ plan }: { plan: DisconnectPlan }) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  const listed = new Set(plan.listed);
  if (plan.rows.length === 0) return null;
  return (
    <ScrollRegion label={t('disconnectDialog.list')} className="max-h-60 overflow-y-auto rounded-md border border-line">
      <ul>
        {plan.rows.map((session) => (
          <li key={session.id} className="flex items-center gap-2 border-line border-b px-3 py-1.5 last:border-b-0">
            <ProtocolMark protocol={session.protocol} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-mono text-[12.5px]">{session.address}</span>
              <span className="block text-ink-2 text-xs">
                {[words.client(session), session.remoteIp, words.credential(session)].filter(Boolean).join(' · ')}
              </span>
            </span>
            {!listed.has(session.id) && !plan.silent.includes(session.node) && (
              <span className="shrink-0 text-ink-3 text-xs">{t('disconnectDialog.notListed')}</span>
            )}
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}
