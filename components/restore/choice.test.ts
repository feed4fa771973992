import { describe, expect, it } from 'vitest';
import { chosenOf, withChosen } from './choice';

const rows = ['a', 'b', 'c'].map((id) => ({ id }));
const [first] = rows;

describe('the choice of messages', () => {
  it('starts with all, and knows when it is none or some', () => {
    expect(chosenOf(new Set(), rows)).toBe(true);
    expect(chosenOf(new Set(['a']), rows)).toBe('indeterminate');
    expect(chosenOf(new Set(['a', 'b', 'c']), rows)).toBe(false);
  });

  it('leaves and takes one or many, and does not change what it was', () => {
    const before = new Set<string>();
    const without = withChosen(before, first ? [first] : [], false);
    expect([...without]).toEqual(['a']);
    expect(before.size).toBe(0);
    expect([...withChosen(without, rows, true)]).toEqual([]);
    expect([...withChosen(without, rows, false)]).toEqual(['a', 'b', 'c']);
  });
});
