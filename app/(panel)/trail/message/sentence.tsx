'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useSessionWords } from '@/components/sessions/words';
import { Badge } from '@/components/ui/badge';
import type { EventRow } from '@/lib/activity/shapes';
import { doerOf, type VerdictKind } from '@/lib/activity/values';
import { useFolderWord } from '../use-words';
import { isJudged, useVerdictSentence } from '../verdict-sentence';

/** "On the server, in Projects/Kept: renamed by IMAP session (…), 28 Nov 2026, 19:39" */
export function Here({ folder, renamed }: { folder: string; renamed: EventRow | undefined }) {
  const t = useTranslations('trail.message.state');
  return <Badge tone="good">{renamed ? <Renamed folder={folder} event={renamed} /> : t('here', { folder })}</Badge>;
}

function Renamed({ folder, event }: { folder: string; event: EventRow }) {
  const t = useTranslations('trail.message.state');
  const format = useFormatter();
  const at = format.dateTime(new Date(event.at), { dateStyle: 'medium', timeStyle: 'short' });
  return t('renamed', { folder, who: useWho(event), at });
}

/** "Removed from the server by POP3 session (203.0.113.7, Outlook, app password: Office laptop). It was in INBOX." */
export function Sentence({ event, withFolder }: { event: EventRow; withFolder: boolean }) {
  const t = useTranslations('trail');
  const who = useWho(event);
  const verdict = useVerdictSentence();
  const folderWord = useFolderWord();
  if (isJudged(event)) return verdict(event);
  const values = { who, folder: folderWord(event.folder), from: folderWord(event.fromFolder ?? event.folder) };
  if (withFolder) return t('sentence.removed-with-folder', values);
  if (event.unclear && event.kind === 'folder-renamed') return t('sentence.renamed-unclear', values);
  return t(`sentence.${event.kind as Exclude<EventRow['kind'], VerdictKind>}`, values);
}

function useWho(event: EventRow): string {
  const t = useTranslations('trail.who');
  const words = useSessionWords();
  const { session, service } = event;
  if (session) {
    const details = [
      session.remoteIp,
      session.clientName || session.protocol === 'webmail' ? words.client(session) : t('notSent'),
      event.credential ? words.credential(event) : null,
    ].filter(Boolean);
    return t('sessionFrom', { protocol: words.protocol(session.protocol), details: details.join(', ') });
  }
  if (service === 'lmtp' || service === 'lda') return t('delivery');
  if (service === 'indexer') return t('panel');
  const doer = doerOf(event);
  if (doer === 'panel' || doer === 'retention' || doer === 'doveadm' || doer === 'unrecorded') return t(doer);
  return t('unknown');
}
