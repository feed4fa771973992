import { describe, expect, it } from 'vitest';
import { draftShape } from '@/lib/webmail/requests';
import type { MessageAt } from '@/lib/webmail/shapes';
import { type OpenComposer, withComposer } from './open-composers';

const composer = (key: string, saved: MessageAt | null = null): OpenComposer => ({
  key,
  prepared: { draft: draftShape.parse({ from: '', saved }), identities: [], attachments: [], quote: null },
});
const keys = (open: OpenComposer[]) => open.map(({ key }) => key).join('');

describe('open composers', () => {
  it('are at most three: the oldest is dropped', () => {
    const three = ['a', 'b', 'c'].map((key) => composer(key));
    expect(keys(withComposer(three.slice(0, 1), composer('x'), null))).toBe('ax');
    expect(keys(withComposer(three, composer('x'), null))).toBe('bcx');
  });

  it('never show one draft twice', () => {
    const at = { folder: 'Drafts', uidValidity: '1', uid: 7 };
    const other = { ...at, uid: 8 };
    const remade = { ...at, uidValidity: '2' };
    const open = [composer('a', at)];
    expect(withComposer(open, composer('b', at), { ...at })).toBe(open);
    expect(keys(withComposer(open, composer('b', other), other))).toBe('ab');
    expect(keys(withComposer(open, composer('b', remade), remade))).toBe('ab');
    expect(keys(withComposer(open, composer('b', at), null))).toBe('ab');
  });
});
