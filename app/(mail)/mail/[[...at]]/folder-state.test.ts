import { describe, expect, it } from 'vitest';
import type { Folder, FolderNews } from '@/lib/webmail/shapes';
import { hasUnknownFolder, listIsStale, withNews, withUnseen } from './folder-state';

const folder = (path: string): Folder => ({
  path,
  name: path,
  depth: 0,
  special: null,
  selectable: true,
  messages: 3,
  unseen: 1,
  uidValidity: '9',
  uidNext: 4,
  modseq: '7',
});
const news = (path: string, changed: Partial<FolderNews> = {}): FolderNews => ({
  path,
  messages: 3,
  unseen: 1,
  uidValidity: '9',
  uidNext: 4,
  modseq: '7',
  ...changed,
});

describe('folders', () => {
  const folders = [folder('INBOX'), folder('Work')];

  it('are updated, and the others stay the same', () => {
    const [inbox, work] = withNews(folders, [news('INBOX', { unseen: 2, modseq: '8' })]);
    expect(inbox).toMatchObject({ name: 'INBOX', unseen: 2, modseq: '8' });
    expect(work).toEqual(folder('Work'));
  });

  it('must be loaded again when one of them is new', () => {
    expect(hasUnknownFolder(folders, [news('INBOX')])).toBe(false);
    expect(hasUnknownFolder(folders, [news('INBOX'), news('New')])).toBe(true);
  });

  it('never count fewer than no unread messages', () => {
    expect(withUnseen(folders, 'INBOX', -3).map(({ unseen }) => unseen)).toEqual([0, 1]);
    expect(withUnseen(folders, 'Work', 2).map(({ unseen }) => unseen)).toEqual([1, 3]);
  });

  it.each([{ modseq: '8' }, { uidValidity: '10' }, { uidNext: 5 }, { messages: 4 }, { unseen: 0 }])(
    'have a stale list after %o',
    (changed) => {
      expect(listIsStale(folder('INBOX'), news('INBOX', changed))).toBe(true);
    },
  );

  it('have a list that is up to date when nothing differs', () => {
    expect(listIsStale(folder('INBOX'), news('INBOX'))).toBe(false);
    expect(listIsStale(undefined, news('INBOX'))).toBe(true);
  });
});
