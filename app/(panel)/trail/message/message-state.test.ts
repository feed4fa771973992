import { describe, expect, it } from 'vitest';
import { leftEarly, messageState } from './message-state';

type Happening = Parameters<typeof messageState>[0][number];
const event = (kind: Happening['kind'], folder = 'INBOX', fromFolder: string | null = null): Happening => ({
  kind,
  folder,
  fromFolder,
  unclear: false,
});

describe('messageState', () => {
  it('follows a message from delivery through folders to removal and restore', () => {
    const story = [event('delivered')];
    expect(messageState(story)).toEqual({ kind: 'here', folder: 'INBOX' });
    story.push(event('moved', 'Trash', 'INBOX'));
    expect(messageState(story)).toEqual({ kind: 'here', folder: 'Trash' });
    story.push(event('removed', 'Trash'));
    expect(messageState(story)).toMatchObject({ kind: 'removed', event: { folder: 'Trash' } });
    story.push(event('restored', 'Trash'));
    expect(messageState(story)).toEqual({ kind: 'here', folder: 'Trash' });
  });

  it('knows that a copy stays when the original is removed', () => {
    const story = [event('delivered'), event('copied', 'Archive', 'INBOX'), event('removed')];
    expect(messageState(story)).toEqual({ kind: 'here', folder: 'Archive' });
  });

  it('a changed flag proves that it was there, and a removal alone means gone', () => {
    expect(messageState([event('marked-deleted')])).toEqual({ kind: 'here', folder: 'INBOX' });
    expect(messageState([event('marked-deleted'), event('removed')])).toMatchObject({ kind: 'removed' });
    expect(messageState([event('removed')])).toMatchObject({ kind: 'removed' });
  });

  it('recognises messages that the recovery folder no longer has', () => {
    const story = [event('delivered'), event('removed')];
    expect(messageState(story)).toMatchObject({ kind: 'removed', purged: false });
    story.push(event('purged', '.EXPUNGED'));
    expect(messageState(story)).toMatchObject({ kind: 'removed', purged: true });
  });

  it('a verdict is no place, and a refused message is nowhere until it is tried again', () => {
    const story = [event('refused', '')];
    expect(messageState(story)).toEqual({ kind: 'refused' });
    story.push(event('sent-to-junk', 'Junk'));
    expect(messageState(story)).toEqual({ kind: 'unknown' });
    story.push(event('delivered', 'Junk'));
    expect(messageState(story)).toEqual({ kind: 'here', folder: 'Junk' });
  });

  it('goes where its folder goes', () => {
    const story = [event('delivered', 'Projects/2026'), event('folder-renamed', 'Kept', 'Projects')];
    expect(messageState(story)).toMatchObject({ kind: 'here', folder: 'Kept/2026', renamed: { folder: 'Kept' } });
    story.push(event('folder-renamed', 'Done', 'Kept/2026'));
    expect(messageState(story)).toMatchObject({ kind: 'here', folder: 'Done' });
    story.push(event('removed', 'Done'));
    expect(messageState(story)).toMatchObject({ kind: 'removed', event: { kind: 'removed' } });
  });

  it('stays below INBOX when that is renamed', () => {
    const renamed = event('folder-renamed', 'Old', 'INBOX');
    expect(messageState([event('delivered'), renamed])).toMatchObject({ kind: 'here', folder: 'Old' });
    expect(messageState([event('delivered', 'INBOX/a'), renamed])).toEqual({ kind: 'here', folder: 'INBOX/a' });
  });

  it('is nowhere when its folder may have been renamed, and gone when it was deleted', () => {
    const renamed = { ...event('folder-renamed', 'A -> B -> C'), unclear: true };
    for (const folder of ['A', 'A -> B', 'A/x'])
      expect(messageState([event('delivered', folder), renamed])).toEqual({ kind: 'unknown' });
    expect(messageState([event('delivered'), renamed])).toEqual({ kind: 'here', folder: 'INBOX' });
    const story = [event('delivered', 'A'), event('folder-deleted', 'A')];
    expect(messageState(story)).toMatchObject({ kind: 'removed', event: { kind: 'folder-deleted' } });
  });

  it('does not know where a sent message is', () => {
    expect(messageState([event('relayed', '')])).toEqual({ kind: 'unknown' });
    expect(messageState([])).toEqual({ kind: 'unknown' });
  });
});

describe('leftEarly', () => {
  const at = (kind: Happening['kind'], day: string) => ({ kind, at: `${day}T00:00:00.000Z` });
  it.each([
    ['2026-03-02', true],
    ['2026-03-30', true],
    ['2026-03-31', false],
    ['2026-05-01', false],
  ])('a message removed on 1 March that left on %s: %s', (day, early) => {
    const purge = at('purged', day);
    expect(leftEarly(purge, [at('delivered', '2026-01-01'), at('removed', '2026-03-01'), purge])).toBe(early);
  });

  it('is not about other events, nor about a purge whose removal is older than the trail', () => {
    expect(leftEarly(at('removed', '2026-03-02'), [at('removed', '2026-03-01')])).toBe(false);
    expect(leftEarly(at('purged', '2026-03-02'), [])).toBe(false);
  });
});
