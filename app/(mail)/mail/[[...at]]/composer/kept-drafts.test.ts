import { describe, expect, it } from 'vitest';
import { draftShape } from '@/lib/webmail/requests';
import { forget, keep, keptName, readKept } from './kept-drafts';

function storage() {
  const map = new Map<string, string>();
  return {
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, value: string) => void map.set(name, value),
    removeItem: (name: string) => void map.delete(name),
    key: (index: number) => [...map.keys()][index] ?? null,
    get length() {
      return map.size;
    },
  };
}
const day = 24 * 3_600_000;
const draft = (text: string) => draftShape.parse({ from: 'anna@a.example', text, uploads: [crypto.randomUUID()] });
const texts = (store: ReturnType<typeof storage>, account: string, now: number) =>
  readKept(store, account, now).map((one) => one.draft.text);

describe('what is being written', () => {
  it('is kept for its mailbox only, newest first, without files of the sign-in', () => {
    const store = storage();
    keep(store, 'anna', draft('one'), 1);
    keep(store, 'anna', draft('two'), 2);
    keep(store, 'ann', draft('of another'), 3);
    expect(texts(store, 'anna', 4)).toEqual(['two', 'one']);
    expect(texts(store, 'ann', 4)).toEqual(['of another']);
    expect(readKept(store, 'anna', 4)[0]?.draft.uploads).toEqual([]);
  });

  it('is erased once it is saved', () => {
    const store = storage();
    const one = draft('one');
    keep(store, 'anna', one, 1);
    keep(store, 'anna', { ...one, text: 'more' }, 2);
    expect(texts(store, 'anna', 3)).toEqual(['more']);
    forget(store, 'anna', one.key);
    expect(store.length).toBe(0);
  });

  it('is erased after two weeks, and when it cannot be read', () => {
    const store = storage();
    keep(store, 'anna', draft('old'), 0);
    store.setItem(keptName('anna', 'x'), '{"draft":');
    store.setItem(keptName('anna', 'y'), '{"draft":{"key":"y"},"at":1}');
    store.setItem('other', 'stays');
    expect(texts(store, 'anna', 14 * day)).toEqual([]);
    expect(store.length).toBe(1);
  });

  it('does not stop the writer where the browser stores nothing', () => {
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(() => keep(full, 'anna', draft('x'), 1)).not.toThrow();
  });
});
