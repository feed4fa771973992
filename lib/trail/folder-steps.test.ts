import { describe, expect, it } from 'vitest';
import type { EventRow } from '@/lib/activity/shapes';
import { foldersOf } from './folder-steps';
import { wentWithFolder } from './values';

const event = (
  kind: EventRow['kind'],
  folder: string,
  fromFolder: string | null = null,
  more: Partial<EventRow> = {},
) =>
  ({
    kind,
    folder,
    fromFolder,
    unclear: false,
    mailboxId: 'm',
    sid: 's',
    at: '2026-11-28T19:39:00Z',
    ...more,
  }) as EventRow;

describe('the steps of the folders of a message', () => {
  it('are those of its folders and the folders above, under each of their names', () => {
    const steps = [
      event('folder-renamed', 'Mail', 'Other'),
      event('folder-renamed', 'Kept', 'Projects'),
      event('folder-deleted', 'Projects/2026'),
      event('folder-renamed', 'Done', 'Kept/2026'),
      event('folder-deleted', 'Done'),
      event('folder-deleted', 'Done', null, { mailboxId: 'another' }),
    ];
    // A folder of a former name may be there again, so its deletion is a step, too.
    expect(foldersOf([event('delivered', 'Projects/2026')], steps)).toEqual(steps.slice(1, 5));
    expect(foldersOf([event('delivered', 'INBOX')], steps)).toEqual([]);
  });

  it('are those that may be, where names contain arrows', () => {
    const unclear = event('folder-renamed', 'A -> B -> C', null, { unclear: true });
    expect(foldersOf([event('delivered', 'A')], [unclear])).toEqual([unclear]);
    expect(foldersOf([event('delivered', 'B')], [unclear])).toEqual([]);
  });
});

describe('a message went with its folder', () => {
  const removed = event('removed', 'Kept');
  it.each([
    [event('folder-deleted', 'Kept', null, { at: '2026-11-28T19:39:01Z' }), true],
    [event('folder-deleted', 'Kept', null, { at: '2026-11-28T19:38:59Z' }), false],
    [event('folder-deleted', 'Kept', null, { at: '2026-11-28T19:49:00Z' }), false],
    [event('folder-deleted', 'Kept', null, { sid: 'other' }), false],
    [event('folder-deleted', 'Other'), false],
    [event('folder-renamed', 'Kept'), false],
  ])('%#', (step, expected) => {
    expect(wentWithFolder(removed, [removed, step])).toBe(expected);
  });
});
