import type { MessageAt } from '@/lib/webmail/shapes';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** The oldest are forgotten: the browser asks again. */
export const maxConsents = 500;

/**
 * Messages whose remote pictures the reader wanted to see. Named by their place and not by their sender or Message-ID,
 * which whoever sends a message chooses.
 */
function name(account: string): string {
  return `milepost.pictures.${account}`;
}

function entry({ folder, uidValidity, uid }: MessageAt): string {
  return `${uidValidity} ${uid} ${folder}`;
}

function read(store: Store, account: string): string[] {
  try {
    const found: unknown = JSON.parse(store.getItem(name(account)) ?? '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function hasConsent(store: Store, account: string, message: MessageAt): boolean {
  return read(store, account).includes(entry(message));
}

export function addConsent(store: Store, account: string, message: MessageAt): void {
  const others = read(store, account).filter((one) => one !== entry(message));
  try {
    store.setItem(name(account), JSON.stringify([...others, entry(message)].slice(-maxConsents)));
  } catch {
    // The browser stores nothing. It asks again after a reload.
  }
}
