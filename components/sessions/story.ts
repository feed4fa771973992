import type { SessionRow } from '@/lib/activity/shapes';
import { removals } from './filter';

/** The fields of a message event that a story needs. */
export interface StoryEvent {
  id: string;
  at: string;
  kind: string;
  folder: string;
  fromFolder: string | null;
  messageId: string | null;
  subject: string | null;
  sender: string | null;
  unclear: boolean;
}

export type StoryStep =
  | { what: 'connected' | 'identified' | 'anonymous' | 'adopted' | 'ended'; at: string }
  | { what: 'fetched'; at: string; count: number }
  | { what: 'unnamed'; at: string; count: number }
  | {
      what: 'mail';
      at: string;
      kind: string;
      folder: string;
      fromFolder: string | null;
      unclear: boolean;
      events: StoryEvent[];
    };

/** Events of one kind in one folder within a minute of each other are one step: "removed 14 messages". */
const togetherMs = 60_000;

/** A session as a short timeline, the oldest first. */
export function tellStory(session: SessionRow, events: StoryEvent[]): StoryStep[] {
  const steps: StoryStep[] = [
    { what: session.seenBy === 'who' ? 'adopted' : 'connected', at: session.startedAt },
    ...(session.protocol === 'imap' || session.protocol === 'pop3'
      ? [{ what: session.clientName ? ('identified' as const) : ('anonymous' as const), at: session.startedAt }]
      : []),
  ];
  for (const event of [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const last = steps[steps.length - 1];
    if (
      last?.what === 'mail' &&
      last.kind === event.kind &&
      last.unclear === event.unclear &&
      last.folder === event.folder &&
      last.fromFolder === event.fromFolder &&
      Date.parse(event.at) - Date.parse(last.events[last.events.length - 1]?.at ?? last.at) <= togetherMs
    ) {
      last.events.push(event);
    } else {
      const { at, kind, folder, fromFolder, unclear } = event;
      steps.push({ what: 'mail', at, kind, folder, fromFolder, unclear, events: [event] });
    }
  }
  if (session.endedAt) {
    if (session.fetched) steps.push({ what: 'fetched', at: session.endedAt, count: session.fetched });
    // The counter at the end may include removals whose own lines are older than the trail.
    const named = events.filter(({ kind }) => kind === 'removed' || kind === 'moved').length;
    const unnamed = removals(session) - named;
    if (named === 0 && unnamed > 0) steps.push({ what: 'unnamed', at: session.endedAt, count: unnamed });
    steps.push({ what: 'ended', at: session.endedAt });
  }
  return steps;
}
