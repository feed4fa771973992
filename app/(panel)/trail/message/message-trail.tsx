'use client';

import { RotateCcw, Route } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActionError } from '@/components/action-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Bytes } from '@/components/ui/bytes';
import { ConfirmDialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import type { EventRow } from '@/lib/activity/shapes';
import type { RecoveryUse, UnclearSteps } from '@/lib/trail/shapes';
import { notScanned, wentWithFolder } from '@/lib/trail/values';
import { restoreMessageAction } from '../actions';
import { kindIcons, kindTones } from '../kind-mark';
import { useFlagWords } from '../use-words';
import { isJudged } from '../verdict-sentence';
import { leftEarly, messageState } from './message-state';
import { PolicyRun, type RunShown } from './policy-run';
import { Here, Sentence } from './sentence';

/** One message from delivery to removal, in sentences, by mailbox. */
export function MessageTrail({
  events,
  areas,
  unclear,
  runs,
  mayRestore,
}: {
  events: EventRow[];
  areas: RecoveryUse[];
  unclear: UnclearSteps[];
  runs: RunShown[];
  mayRestore: boolean;
}) {
  const t = useTranslations('trail');
  const mailboxes = [...Map.groupBy(events, ({ mailboxId, address }) => mailboxId ?? address).values()];
  if (mailboxes.length === 0) {
    return (
      <EmptyState icon={<Route />} title={t('message.notFound')}>
        {t('message.notFoundText')}
      </EmptyState>
    );
  }
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      {mailboxes.map((each) => (
        <OneMailbox
          key={each[0]?.id}
          events={each}
          area={areas.find(({ mailboxId }) => mailboxId === each[0]?.mailboxId)}
          unclear={unclear.find(({ mailboxId }) => mailboxId === each[0]?.mailboxId)?.count ?? 0}
          runs={runs}
          mayRestore={mayRestore}
        />
      ))}
    </div>
  );
}

function OneMailbox({
  events,
  area,
  unclear,
  runs,
  mayRestore,
}: {
  events: EventRow[];
  area: RecoveryUse | undefined;
  /** How many steps of the mailbox may be about this message. */
  unclear: number;
  runs: RunShown[];
  mayRestore: boolean;
}) {
  const t = useTranslations('trail');
  const format = useFormatter();
  const flagWords = useFlagWords();
  const router = useRouter();
  const say = useActionError();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const inOrder = [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(a.id) - Number(b.id));
  const first = inOrder.find(({ messageId }) => messageId) ?? inOrder[0];
  const state = messageState(inOrder);
  if (!first) return null;
  const known = (pick: (event: EventRow) => string | number | null) =>
    inOrder.map(pick).find((value) => value != null) ?? null;
  const subject = known((event) => event.subject);
  const size = known((event) => event.size);
  const removal = state.kind === 'removed' ? state.event : null;
  const recoverable = state.kind === 'removed' && !state.purged && state.event.recoverable;
  const withFolder = removal?.kind === 'folder-deleted' || (removal && wentWithFolder(removal, inOrder));
  const removedState = recoverable ? 'removedRecoverable' : withFolder ? 'withFolder' : 'removed';
  const byPop = removal?.session?.protocol === 'pop3';

  async function restore(event: EventRow) {
    setPending(true);
    const answer = await restoreMessageAction({ eventId: event.id });
    setPending(false);
    setAsking(false);
    if (!answer.ok) return void toast.error(say(answer));
    if (answer.data.restored === 0) return void toast.error(t('restore.none'));
    toast.success(t('restore.done', { folder: event.folder, address: event.address }));
    router.refresh();
  }

  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3">
        <dl className="grid min-w-0 flex-1 grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
          <dt className="text-ink-3">{t('message.mailbox')}</dt>
          <dd className="mono min-w-0 break-all">{first.address}</dd>
          <dt className="text-ink-3">{t('message.id')}</dt>
          <dd className="mono min-w-0 break-all">{first.messageId}</dd>
          {known((event) => event.sender) && (
            <>
              <dt className="text-ink-3">{t('message.from')}</dt>
              <dd className="mono min-w-0 break-all">{known((event) => event.sender)}</dd>
            </>
          )}
          {typeof size === 'number' && (
            <>
              <dt className="text-ink-3">{t('message.size')}</dt>
              <dd>
                <Bytes value={size} />
              </dd>
            </>
          )}
        </dl>
        <div className="flex flex-col items-end gap-2 max-sm:items-start">
          {state.kind === 'here' && <Here folder={state.folder} renamed={state.renamed} />}
          {state.kind === 'refused' && <Badge tone="bad">{t('message.state.refused')}</Badge>}
          {state.kind === 'unknown' && <Badge>{t('message.state.unknown')}</Badge>}
          {removal && <Badge tone={recoverable ? 'warn' : 'bad'}>{t(`message.state.${removedState}`)}</Badge>}
          {recoverable && mayRestore && (
            <Button variant="primary" onClick={() => setAsking(true)}>
              <RotateCcw aria-hidden />
              {t('restore.button')}
            </Button>
          )}
        </div>
      </div>

      {area && removal && (
        <p className="text-ink-3">
          {t.rich('area.use', {
            used: () => <Bytes value={area.usedBytes} />,
            limit: () => <Bytes value={area.limitBytes} />,
          })}
        </p>
      )}

      {unclear > 0 && (
        <Notice tone="warn">
          <p className="font-medium">{t('unclear.since', { count: unclear })}</p>
          <p className="mt-1">{t('unclear.why')}</p>
        </Notice>
      )}

      {byPop && (
        <Notice tone="warn">
          <p className="font-medium">{t('popTitle')}</p>
          <p className="mt-1">{t('popText')}</p>
          <p className="mt-1">{t('popRemedy')}</p>
        </Notice>
      )}

      <ol className="relative ml-3 flex flex-col gap-5 border-line border-l pl-6">
        {inOrder.map((event) => {
          const Icon = kindIcons[event.kind];
          return (
            <li key={event.id} className="relative">
              <span className="absolute -left-[37px] grid size-6 place-items-center rounded-full border border-line bg-surface">
                <Icon size={13} aria-hidden className={kindTones[event.kind] ?? 'text-ink-3'} />
              </span>
              <p className={event.kind === 'removed' ? 'font-medium' : ''}>
                <Sentence event={event} withFolder={wentWithFolder(event, inOrder)} />
              </p>
              <PolicyRun run={runs.find(({ eventId }) => eventId === event.id)} />
              {area && leftEarly(event, inOrder) && (
                <p>{t.rich('area.left', { limit: () => <Bytes value={area.limitBytes} /> })}</p>
              )}
              <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-ink-3 text-xs">
                <Time value={event.at} exact />
                <Time value={event.at} />
                {event.kind === 'flags' && (
                  <span>{event.flags.length > 0 ? t('flags', { flags: flagWords(event.flags) }) : t('noFlags')}</span>
                )}
                {isJudged(event) && event.verdict.text && (
                  <span>{t('verdict.answer', { answer: event.verdict.text })}</span>
                )}
                {isJudged(event) && notScanned(event.verdict.reasons) && <span>{t('verdict.notScanned')}</span>}
                {event.session && (
                  <Link
                    className="text-accent hover:underline"
                    href={`/sessions?state=all&session=${event.session.id}`}
                  >
                    {t('session')}
                  </Link>
                )}
              </p>
            </li>
          );
        })}
      </ol>

      {removal && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          pending={pending}
          title={t('restore.title', { subject: String(subject ?? t('noSubject')), address: first.address })}
          confirmLabel={t('restore.confirm')}
          onConfirm={() => void restore(removal)}
        >
          <p>
            {t('restore.text', {
              folder: removal.folder,
              at: format.dateTime(new Date(removal.at), { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </p>
          {byPop && <p className="mt-2 text-ink-2">{t('restore.pop')}</p>}
        </ConfirmDialog>
      )}
    </section>
  );
}
