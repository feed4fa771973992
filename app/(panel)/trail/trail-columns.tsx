'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { trailHref } from '@/components/sessions/story-list';
import { Bytes } from '@/components/ui/bytes';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { EventRow } from '@/lib/activity/shapes';
import { folderKinds } from '@/lib/activity/values';
import { By } from './by';
import { KindMark, useKindWord } from './kind-mark';
import { useFolderWord } from './use-words';
import { isJudged, useVerdictSentence } from './verdict-sentence';

/** Owners have one mailbox, so they have no column for it. */
export function useTrailColumns(owner: boolean): Column<EventRow>[] {
  const t = useTranslations('trail');
  const verdict = useVerdictSentence();
  const kindWord = useKindWord();
  const folderWord = useFolderWord();
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('column.kind'),
        width: 214,
        phone: 'detail' as const,
        value: (event: EventRow) => kindWord(event),
        cell: (event: EventRow) => <KindMark event={event} />,
      },
      {
        id: 'message',
        header: t('column.message'),
        width: 290,
        phone: 'title' as const,
        value: (event: EventRow) => event.subject,
        cell: (event: EventRow) => (
          <span className="flex min-w-0 items-baseline gap-2">
            {event.messageId ? (
              <Link
                href={trailHref(event.messageId, event.mailboxId)}
                className="truncate hover:underline"
                title={event.messageId}
              >
                {event.subject || t('noSubject')}
              </Link>
            ) : (
              <Unnamed event={event} />
            )}
            <span className="min-w-12 shrink-[3] truncate text-ink-3">{event.sender}</span>
          </span>
        ),
      },
      ...(owner
        ? []
        : [
            {
              id: 'mailbox',
              header: t('column.mailbox'),
              width: 212,
              phone: 'none' as const,
              value: (event: EventRow) => event.address,
              cell: (event: EventRow) => (
                <span className="mono truncate" title={event.address}>
                  {event.address}
                </span>
              ),
            },
          ]),
      {
        id: 'folder',
        header: t('column.folder'),
        width: 138,
        phone: 'detail' as const,
        value: (event: EventRow) => folderWord(event.folder),
        cell: (event: EventRow) => (
          <span className="truncate" title={isJudged(event) ? verdict(event) : undefined}>
            {isJudged(event)
              ? verdict(event)
              : event.fromFolder
                ? t('fromTo', { from: folderWord(event.fromFolder), to: folderWord(event.folder) })
                : folderWord(event.folder)}
          </span>
        ),
      },
      {
        id: 'by',
        header: t('column.by'),
        width: 216,
        phone: 'none' as const,
        value: (event: EventRow) => event.service,
        cell: (event: EventRow) => <By event={event} />,
      },
      {
        id: 'size',
        header: t('column.size'),
        width: 80,
        align: 'right' as const,
        hidden: true,
        phone: 'none' as const,
        value: (event: EventRow) => event.size,
        cell: (event: EventRow) => (event.size === null ? '–' : <Bytes value={event.size} />),
      },
      {
        id: 'at',
        header: t('column.at'),
        width: 100,
        phone: 'aside' as const,
        value: (event: EventRow) => event.at,
        cell: (event: EventRow) => <Time value={event.at} className="whitespace-nowrap" />,
      },
    ],
    [t, verdict, kindWord, folderWord, owner],
  );
}

/** In the place of a subject without a trail: a message without a Message-ID, a folder, or a step that the log leaves open. */
function Unnamed({ event }: { event: EventRow }) {
  const t = useTranslations('trail');
  const ofFolder = folderKinds.some((kind) => kind === event.kind);
  if (event.unclear) {
    return (
      <span className="truncate text-ink-2" title={t('unclear.why')}>
        {t(ofFolder ? 'unclear.folder' : 'unclear.message')}
      </span>
    );
  }
  return <span className="truncate">{ofFolder ? '–' : event.subject || t('noSubject')}</span>;
}
