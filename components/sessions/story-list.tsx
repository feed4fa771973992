'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { EventKind, SessionRow } from '@/lib/activity/shapes';
import { folderKinds } from '@/lib/activity/values';
import { type StoryEvent, type StoryStep, tellStory } from './story';
import { clientText, useSessionWords } from './words';

/** Messages listed per step; the trail has the rest. */
const namedMessages = 5;

const phrases: Record<string, string> = {
  removed: 'removed',
  moved: 'moved',
  copied: 'copied',
  saved: 'saved',
  delivered: 'delivered',
  'marked-deleted': 'marked',
  'unmarked-deleted': 'unmarked',
  flags: 'flags',
  relayed: 'relayed',
  'folder-created': 'folder-created',
  'folder-renamed': 'folder-renamed',
  'folder-deleted': 'folder-deleted',
};

const isFolderKind = (kind: string) => folderKinds.some((one) => one === kind);

/** The address of a message's trail. */
export function trailHref(messageId: string, mailboxId: string | null): string {
  const params = new URLSearchParams({ messageId });
  if (mailboxId) params.set('mailbox', mailboxId);
  return `/trail/message?${params}`;
}

/** A session's story as a short timeline with its messages. */
export function StoryList({ session, events }: { session: SessionRow; events: StoryEvent[] }) {
  const format = useFormatter();
  const t = useTranslations('sessions');
  const steps = tellStory(session, events);
  return (
    <ol className="relative flex flex-col gap-2.5 border-line border-l pl-4">
      {steps.map((step) => (
        <li key={keyOf(step)} className="relative">
          <span
            className={`absolute top-1.5 -left-[21px] size-2 rounded-full ring-2 ring-raised ${dot(step, session)}`}
            aria-hidden="true"
          />
          <div className="flex items-baseline justify-between gap-3">
            <span>
              <Sentence step={step} session={session} />
            </span>
            <span className="mono shrink-0 text-ink-3" title={step.at}>
              {format.dateTime(new Date(step.at), {
                hour: '2-digit',
                minute: '2-digit',
                second: '2-digit',
                hourCycle: 'h23',
              })}
            </span>
          </div>
          {step.what === 'mail' && !step.unclear && !isFolderKind(step.kind) && (
            <Messages events={step.events} mailboxId={session.mailboxId} />
          )}
        </li>
      ))}
      {session.endedAt === null && (
        <li className="relative text-ink-2">
          <span
            className="absolute top-1.5 -left-[21px] size-2 animate-pulse rounded-full bg-good ring-2 ring-raised"
            aria-hidden="true"
          />
          {t.rich('sheet.stillOpen', { ago: () => <Time value={session.lastSeenAt} /> })}
        </li>
      )}
    </ol>
  );
}

/** A session has each kind of step once. A step of mail is identified by its first event. */
function keyOf(step: StoryStep): string {
  return step.what === 'mail' ? (step.events[0]?.id ?? step.at) : step.what;
}

function dot(step: StoryStep, session: SessionRow): string {
  if (step.what === 'mail' && step.kind === 'removed') return 'bg-bad';
  if (step.what === 'unnamed') return 'bg-bad';
  if (step.what === 'ended') return session.endReason === 'error' ? 'bg-bad' : 'bg-ink-3';
  return step.what === 'mail' ? 'bg-accent' : 'bg-line-strong';
}

function Sentence({ step, session }: { step: StoryStep; session: SessionRow }) {
  const t = useTranslations('sessions.story');
  const reasons = useTranslations('sessions.endReason');
  const words = useSessionWords();
  const kinds = useTranslations('trail');
  switch (step.what) {
    case 'connected': {
      const transport = words.transport(session);
      return (
        <>
          {session.remoteIp
            ? t('connected', { ip: session.remoteIp, transport })
            : t('connectedUnknown', { transport })}
          <span className="block text-ink-3">{t('signedIn', { credential: words.credential(session) })}</span>
        </>
      );
    }
    case 'adopted':
      return t('adopted');
    case 'identified':
      return t('identified', { client: clientText(session) ?? '' });
    case 'anonymous':
      return <span className="text-ink-3">{t(session.protocol === 'pop3' ? 'anonymousPop3' : 'anonymous')}</span>;
    case 'fetched':
      return t('fetched', { count: step.count });
    case 'unnamed':
      return t('removed', { count: step.count, folder: 'INBOX' });
    case 'ended': {
      const reason = session.endReason && reasons.has(session.endReason) ? session.endReason : 'unknown';
      return (
        <>
          {t('ended', { reason: reasons(reason) })}
          {session.endDetail && (reason === 'error' || reason === 'unknown') && (
            <span className="block break-words text-ink-3">{session.endDetail}</span>
          )}
        </>
      );
    }
    case 'mail': {
      const count = step.events.length;
      if (step.unclear) {
        // Each may be half of a move.
        const may = step.kind === 'removed' ? 'unclear.mayMove' : step.kind === 'copied' ? 'unclear.mayRemove' : null;
        const kind = kinds(may ?? `kind.${step.kind as EventKind}`);
        return isFolderKind(step.kind) ? `${kind}: ${step.folder}` : t('unclear', { count, kind });
      }
      const phrase = phrases[step.kind] ?? 'other';
      const values = { count, folder: step.folder, from: step.fromFolder ?? step.folder, kind: step.kind };
      return <span className={step.kind === 'removed' ? 'font-medium text-bad' : ''}>{t(phrase, values)}</span>;
    }
  }
}

function Messages({ events, mailboxId }: { events: StoryEvent[]; mailboxId: string | null }) {
  const t = useTranslations('sessions.sheet');
  const trail = useTranslations('trail');
  return (
    <ul className="mt-1 flex flex-col gap-0.5">
      {events.slice(0, namedMessages).map((event) => (
        <li key={event.id} className="flex min-w-0 items-center gap-2 text-ink-2 text-xs">
          <span className="min-w-0 flex-1 truncate" title={event.sender ?? undefined}>
            {event.subject || trail('noSubject')}
          </span>
          {event.messageId && (
            <Link className="shrink-0 text-accent hover:underline" href={trailHref(event.messageId, mailboxId)}>
              {t('openTrail')}
            </Link>
          )}
        </li>
      ))}
      {events.length > namedMessages && (
        <li>
          <Badge>{t('more', { count: events.length - namedMessages })}</Badge>
        </li>
      )}
    </ul>
  );
}
