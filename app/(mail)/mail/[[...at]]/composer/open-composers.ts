import type { Prepared } from '@/lib/webmail/shapes';

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
export function withComposer(open: OpenComposer[], added: OpenComposer): OpenComposer[] {
  if (open.some(({ prepared }) => prepared.draft.key === added.prepared.draft.key)) return open;
  return [...open.slice(1 - maxComposers), added];
}
