import type { Folder, FolderNews } from '@/lib/webmail/shapes';

/** Whether an update is about a folder that the page has not loaded. */
export function hasUnknownFolder(folders: Folder[], news: FolderNews[]): boolean {
  return news.some(({ path }) => !folders.some((folder) => folder.path === path));
}

export function withNews(folders: Folder[], news: FolderNews[]): Folder[] {
  const byPath = new Map(news.map((one) => [one.path, one]));
  return folders.map((folder) => ({ ...folder, ...byPath.get(folder.path) }));
}

export function withUnseen(folders: Folder[], path: string, by: number): Folder[] {
  return folders.map((folder) =>
    folder.path === path ? { ...folder, unseen: Math.max(0, folder.unseen + by) } : folder,
  );
}

/** Whether an update differs from the known state of a folder, so that its list must be read again. */
export function listIsStale(folder: Folder | undefined, news: FolderNews): boolean {
  return (
    !folder ||
    news.modseq !== folder.modseq ||
    news.uidValidity !== folder.uidValidity ||
    news.uidNext !== folder.uidNext ||
    news.messages !== folder.messages ||
    news.unseen !== folder.unseen
  );
}
