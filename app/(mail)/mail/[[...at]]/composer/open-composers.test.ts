import { describe, expect, it } from 'vitest';
import { draftShape } from '@/lib/webmail/requests';
import { type OpenComposer, withComposer } from './open-composers';

const draftKey = crypto.randomUUID();
const composer = (key: string, draft: { key?: string } = {}): OpenComposer => ({
  key,
  prepared: { draft: draftShape.parse({ from: '', ...draft }), identities: [], attachments: [], quote: null },
});
const keys = (open: OpenComposer[]) => open.map(({ key }) => key).join('');

describe('open composers', () => {
  it('are at most three: the oldest is dropped', () => {
    const three = ['a', 'b', 'c'].map((key) => composer(key));
    expect(keys(withComposer(three.slice(0, 1), composer('x')))).toBe('ax');
    expect(keys(withComposer(three, composer('x')))).toBe('bcx');
  });

  it('never show one draft twice', () => {
    const open = [composer('a', { key: draftKey })];
    expect(withComposer(open, composer('b', { key: draftKey }))).toBe(open);
    expect(keys(withComposer(open, composer('b')))).toBe('ab');
  });
});
