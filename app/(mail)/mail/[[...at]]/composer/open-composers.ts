import type { MessageAt, Prepared } from '@/lib/webmail/shapes';

export interface OpenComposer {
  key: string;
  prepared: Prepared;
  /** What it starts with was only kept in the browser. */
  restored?: boolean;
}

export type ComposeKind = 'new' | 'reply' | 'replyAll' | 'forward' | 'draft';

/** Three composers fit side by side on a wide screen. */
const maxComposers = 3;

/** Adds a composer and drops the oldest if needed. A draft is never open twice. */
export function withComposer(open: OpenComposer[], added: OpenComposer, saved: MessageAt | null): OpenComposer[] {
  if (saved && open.some(({ prepared }) => isSame(prepared.draft.saved, saved))) return open;
  return [...open.slice(1 - maxComposers), added];
}

function isSame(one: MessageAt | null, other: MessageAt): boolean {
  return one?.uid === other.uid && one.uidValidity === other.uidValidity && one.folder === other.folder;
}
