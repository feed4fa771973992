import { describe, expect, it } from 'vitest';
import { draftShape } from '@/lib/webmail/requests';
import { type OpenComposer, withComposer } from './open-composers';

const composer = (key: string, draftUid: number | null = null): OpenComposer => ({
  key,
  prepared: { draft: draftShape.parse({ from: '', draftUid }), identities: [], attachments: [], quote: null },
});
const keys = (open: OpenComposer[]) => open.map(({ key }) => key).join('');

describe('open composers', () => {
  it('are at most three: the oldest is dropped', () => {
    const three = ['a', 'b', 'c'].map((key) => composer(key));
    expect(keys(withComposer(three.slice(0, 1), composer('x'), null))).toBe('ax');
    expect(keys(withComposer(three, composer('x'), null))).toBe('bcx');
  });

  it('never show one draft twice', () => {
    const open = [composer('a', 7)];
    expect(withComposer(open, composer('b', 7), 7)).toBe(open);
    expect(keys(withComposer(open, composer('b', 8), 8))).toBe('ab');
    expect(keys(withComposer(open, composer('b', 7), null))).toBe('ab');
  });
});
