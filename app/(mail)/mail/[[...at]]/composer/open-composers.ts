import type { Prepared } from '@/lib/webmail/shapes';

export interface OpenComposer {
  key: string;
  prepared: Prepared;
}

export type ComposeKind = 'new' | 'reply' | 'replyAll' | 'forward' | 'draft';

/** A wide screen holds three composers beside each other. */
const maxComposers = 3;

/** Adds a composer. The oldest makes room, and a draft that is open already is not opened twice. */
export function withComposer(open: OpenComposer[], added: OpenComposer, draftUid: number | null): OpenComposer[] {
  if (draftUid !== null && open.some(({ prepared }) => prepared.draft.draftUid === draftUid)) return open;
  return [...open.slice(1 - maxComposers), added];
}
