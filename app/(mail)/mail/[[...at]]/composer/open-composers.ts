import type { Prepared } from '@/lib/webmail/shapes';

export interface OpenComposer {
  key: string;
  prepared: Prepared;
}

export type ComposeKind = 'new' | 'reply' | 'replyAll' | 'forward' | 'draft';

/** Three composers fit side by side on a wide screen. */
const maxComposers = 3;

/** Adds a composer and drops the oldest if needed. A draft is never open twice. */
export function withComposer(open: OpenComposer[], added: OpenComposer, draftUid: number | null): OpenComposer[] {
  if (draftUid !== null && open.some(({ prepared }) => prepared.draft.draftUid === draftUid)) return open;
  return [...open.slice(1 - maxComposers), added];
}
