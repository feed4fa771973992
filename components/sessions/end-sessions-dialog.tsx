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
import type { EndingPlan, EndingTarget } from '@/lib/sessions/shapes';
import { BarChoice, barringOf, nothingBarred } from './bar-choice';
import { endingSubject } from './ending';
import type { EndingActions } from './ending-actions';
import { EndingReceipt } from './ending-receipt';
import { useEnding } from './use-ending';
import { useSessionWords } from './words';

/** Says which connections would end, ends them, waits until Dovecot no longer lists them, and shows the receipt. */
export function EndSessionsDialog({
  target,
  onClose,
  actions,
}: {
  /** What to end; null closes the dialog. */
  target: EndingTarget | null;
  onClose: (done: boolean) => void;
  actions: EndingActions;
}) {
  return target && <Opened key={JSON.stringify(target)} target={target} onClose={onClose} actions={actions} />;
}

function Opened({
  target,
  onClose,
  actions,
}: {
  target: EndingTarget;
  onClose: (done: boolean) => void;
  actions: EndingActions;
}) {
  const t = useTranslations('sessions');
  const say = useActionError();
  const [plan, setPlan] = useState<EndingPlan | null>(null);
  const [barring, setBarring] = useState(nothingBarred);
  const [starting, setStarting] = useState(false);
  const [endingId, setEndingId] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (answer: Failure) =>
    setFailure(answer.details.reason === 'ended-meanwhile' ? t('endDialog.endedMeanwhile') : say(answer));
  const ending = useEnding(actions.read, endingId, { onFailure: fail });

  // Asked once: the list behind goes on living while somebody decides.
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
  const working = starting || (endingId !== null && !ending?.ending.finishedAt);
  const { key, ...common } = endingSubject(rows);

  async function carryOut() {
    setStarting(true);
    setFailure(null);
    const answer = await actions.start({ target, ids: rows.map(({ id }) => id), bar: barringOf(barring, rows) });
    setStarting(false);
    if (answer.ok) setEndingId(answer.data.endingId);
    else fail(answer);
  }

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open && !starting) onClose(endingId !== null);
      }}
      title={plan ? (count === 0 ? t('endDialog.nothing') : t(`endDialog.${key}`, common)) : t('endDialog.planning')}
      footer={
        endingId ? (
          <>
            <Button asChild variant="ghost">
              <Link href={`/sessions/endings/${endingId}`}>{t('endDialog.toReceipt')}</Link>
            </Button>
            <Button variant="primary" disabled={working} onClick={() => onClose(true)}>
              {t('endDialog.close')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="secondary" disabled={starting} onClick={() => onClose(false)}>
              {t('endDialog.cancel')}
            </Button>
            <Button variant="danger" pending={starting} disabled={count === 0} onClick={carryOut}>
              {t('endDialog.confirm', { count })}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {failure && <Notice tone="bad">{failure}</Notice>}
        {!plan && !failure && <Skeleton className="h-32" />}
        {plan && !endingId && (
          <>
            <p>{count === 0 ? t('endDialog.nothingText') : t('endDialog.explain', { count })}</p>
            {count > 0 && <p className="text-ink-2">{t('endDialog.again')}</p>}
            {plan.silent.length > 0 && (
              <Notice tone="warn">{t('endDialog.silent', { nodes: plan.silent.join(', ') })}</Notice>
            )}
            {plan.unknown > 0 && <Notice tone="neutral">{t('endDialog.unknown', { count: plan.unknown })}</Notice>}
            {plan.more && <Notice tone="warn">{t('endDialog.more', { count })}</Notice>}
            <PlanList plan={plan} />
            {count > 0 && <BarChoice rows={rows} value={barring} onChange={setBarring} />}
          </>
        )}
        {endingId && !ending && !failure && <Skeleton className="h-32" />}
        {ending && <EndingReceipt ending={ending} />}
      </div>
    </Dialog>
  );
}

/** Every connection by its mailbox, client, address and password, and whether Dovecot lists it at this moment. */
function PlanList({ plan }: { plan: EndingPlan }) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  const listed = new Set(plan.listed);
  if (plan.rows.length === 0) return null;
  return (
    <ScrollRegion label={t('endDialog.list')} className="max-h-60 overflow-y-auto rounded-md border border-line">
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
              <span className="shrink-0 text-ink-3 text-xs">{t('endDialog.notListed')}</span>
            )}
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}
