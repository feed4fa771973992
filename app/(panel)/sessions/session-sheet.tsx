'use client';

import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useActionError } from '@/components/action-error';
import { ClientName, Flags, Traffic, Transport } from '@/components/sessions/cells';
import { writeFilter } from '@/components/sessions/filter';
import { usePlaceWords } from '@/components/sessions/place';
import { StoryList } from '@/components/sessions/story-list';
import { useSessionWords } from '@/components/sessions/words';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Sheet } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import type { SessionRow } from '@/lib/activity/shapes';
import type { SessionDetails } from '@/lib/sessions/shapes';
import { readSessionAction } from './actions';

/** A busy session changes many times a second. Its story is read again at most this often. */
const rereadMs = 1_000;

/** One session beside the list: what happened in it, its details, and the mailbox's other sessions. */
export function SessionSheet({
  id,
  row,
  mayEnd,
  onClose,
  onOpen,
  onEnd,
}: {
  id: string | null;
  /** The session's row in the list, which the stream may have updated since it was read. */
  row: SessionRow | null;
  mayEnd: boolean;
  onClose: () => void;
  onOpen: (id: string) => void;
  onEnd: (row: SessionRow) => void;
}) {
  const t = useTranslations('sessions');
  const say = useActionError();
  const [read, setRead] = useState<SessionDetails | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const lastRead = useRef(0);
  const revision = row?.revision ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is what says that there is something new to read
  useEffect(() => {
    if (!id) return;
    let over = false;
    const wait = Math.max(0, lastRead.current + rereadMs - Date.now());
    const timer = setTimeout(
      async () => {
        lastRead.current = Date.now();
        const answer = await readSessionAction({ id });
        if (over) return;
        if (answer.ok) setRead(answer.data);
        setFailure(answer.ok ? null : answer.code === 'not-found' ? t('sheet.gone') : say(answer));
      },
      read?.session.id === id ? wait : 0,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id, revision]);

  const details = read?.session.id === id ? read : null;
  const session = row && details && row.revision > details.session.revision ? row : (details?.session ?? row);

  return (
    <Sheet
      open={id !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={session ? <span className="mono break-all">{session.address}</span> : t('sheet.loading')}
      subtitle={session && <Head session={session} />}
      footer={
        mayEnd && session?.endedAt === null ? (
          <Button variant="danger" onClick={() => onEnd(session)}>
            <Unplug aria-hidden />
            {t('sheet.disconnect')}
          </Button>
        ) : undefined
      }
    >
      {failure && <Notice tone="bad">{failure}</Notice>}
      {!session && !failure && <Skeleton className="h-40" />}
      {session && (
        <div className="flex flex-col gap-6">
          <section>
            <h3 className="mb-2 font-medium text-ink-3 text-xs">{t('sheet.story')}</h3>
            {details ? <StoryList session={session} events={details.story} /> : <Skeleton className="h-24" />}
          </section>
          <Facts session={session} />
          {details && <Others sessions={details.others} session={session} onOpen={onOpen} />}
        </div>
      )}
    </Sheet>
  );
}

function Head({ session }: { session: SessionRow }) {
  const t = useTranslations('sessions');
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <ProtocolMark protocol={session.protocol} label />
      {session.clientName && (
        <>
          <span className="text-ink-3">·</span>
          <ClientName row={session} />
        </>
      )}
      {session.endedAt ? (
        <Badge>{t('sheet.ended')}</Badge>
      ) : (
        <Badge tone="good">
          <span className="size-1.5 animate-pulse rounded-full bg-good" />
          {t('sheet.live')}
        </Badge>
      )}
      <Flags row={session} />
    </span>
  );
}

function Facts({ session }: { session: SessionRow }) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  const places = usePlaceWords();
  const facts: [string, React.ReactNode][] = [
    [
      t('column.address'),
      <span key="ip" className="mono">
        {[session.remoteIp ?? t('unknown'), session.remotePort].filter(Boolean).join(' : ')}
      </span>,
    ],
    [
      t('sheet.place'),
      <span key="place" title={places.hint}>
        {places.place(session.place)}
      </span>,
    ],
    [t('column.tls'), <Transport key="tls" row={session} />],
    ...(session.tlsCipher
      ? [
          [
            t('sheet.cipher'),
            <span key="cipher" className="mono break-all">
              {session.tlsCipher}
            </span>,
          ] as [string, React.ReactNode],
        ]
      : []),
    [t('column.credential'), words.credential(session)],
    [t('sheet.mechanism'), session.mechanism ?? t('unknown')],
    [t('column.since'), <Time key="since" value={session.startedAt} />],
    session.endedAt
      ? [t('column.ended'), <Time key="ended" value={session.endedAt} />]
      : [t('column.last'), <Time key="last" value={session.lastSeenAt} />],
    [t('column.traffic'), <Traffic key="traffic" row={session} />],
    [t('sheet.node'), session.node],
    [
      t('sheet.sid'),
      <span key="sid" className="mono break-all">
        {session.sid}
      </span>,
    ],
  ];
  return (
    <section>
      <h3 className="mb-2 font-medium text-ink-3 text-xs">{t('sheet.facts')}</h3>
      <dl className="grid grid-cols-[8.5rem_1fr] gap-x-3 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
      </dl>
      {session.mailboxId && (
        <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
          <Link className="text-accent hover:underline" href={`/mailboxes/${session.mailboxId}`}>
            {t('sheet.openMailbox')}
          </Link>
          <Link
            className="text-accent hover:underline"
            href={`/sessions${writeFilter({ state: 'all', mailboxId: session.mailboxId })}`}
          >
            {t('sheet.allOfMailbox')}
          </Link>
          <Link className="text-accent hover:underline" href={`/trail?mailbox=${session.mailboxId}`}>
            {t('sheet.trail')}
          </Link>
        </p>
      )}
    </section>
  );
}

function Others({
  sessions,
  session,
  onOpen,
}: {
  sessions: SessionRow[];
  session: SessionRow;
  onOpen: (id: string) => void;
}) {
  const t = useTranslations('sessions');
  return (
    <section>
      <h3 className="mb-2 font-medium text-ink-3 text-xs">{t('sheet.others')}</h3>
      {sessions.length === 0 && <p className="text-ink-3">{t('sheet.noOthers')}</p>}
      <ul className="-mx-2">
        {sessions.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              aria-current={other.id === session.id}
              onClick={() => onOpen(other.id)}
              className="flex w-full items-center gap-2 rounded-sm px-2 py-1.5 text-left hover:bg-hover"
            >
              <ProtocolMark protocol={other.protocol} />
              <span className="flex min-w-0 flex-1 flex-col">
                <ClientName row={other} />
                <span className="mono text-ink-3">{other.remoteIp}</span>
              </span>
              {other.endedAt === null && <Badge tone="good">{t('sheet.live')}</Badge>}
              <Time value={other.endedAt ?? other.startedAt} className="shrink-0 text-ink-3 text-xs" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
