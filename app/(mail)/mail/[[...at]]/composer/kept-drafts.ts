import type { Draft } from '@/lib/webmail/shapes';

/** What is being written, in the browser until the server has it: a sign-in may end, or the mail server be away. */
export interface KeptDraft {
  draft: Draft;
  /** When it was written, in milliseconds. */
  at: number;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Older ones are erased: nobody waits for them, and the computer may belong to several people. */
const maxAgeMs = 14 * 24 * 3_600_000;

/** Its name in the storage and as a lock. Each mailbox sees only its own. */
export function keptName(account: string, key: string): string {
  return `${prefix(account)}${key}`;
}

const prefix = (account: string) => `milepost.writing.${account}.`;

export function keep(store: Store, account: string, draft: Draft, now: number): void {
  try {
    // Uploads belong to the sign-in that made them.
    const kept: KeptDraft = { draft: { ...draft, uploads: [] }, at: now };
    store.setItem(keptName(account, draft.key), JSON.stringify(kept));
  } catch {
    // The storage is full or forbidden. The server is asked to save the draft all the same.
  }
}

export function forget(store: Store, account: string, key: string): void {
  store.removeItem(keptName(account, key));
}

/** What was written in this mailbox and not saved, the newest first. Old and unreadable entries are erased. */
export function readKept(store: Store, account: string, now: number): KeptDraft[] {
  const names = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  const found = names
    .filter((name) => name.startsWith(prefix(account)))
    .flatMap((name) => {
      const kept = parse(store.getItem(name));
      if (kept && now - kept.at < maxAgeMs) return kept;
      store.removeItem(name);
      return [];
    });
  return found.toSorted((a, b) => b.at - a.at);
}

function parse(text: string | null): KeptDraft | null {
  try {
    const kept = JSON.parse(text ?? '') as KeptDraft;
    const words = [kept.draft.key, kept.draft.text, kept.draft.subject, kept.draft.to];
    return typeof kept.at === 'number' && words.every((word) => typeof word === 'string') ? kept : null;
  } catch {
    return null;
  }
}
