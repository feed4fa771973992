import 'server-only';

export { append, ensureFolder, type ListedFolder, readFolders } from './account';
export { type Head, type OpenFolder, type Structure, StructureTooLarge } from './folder';
export { closePool, openConnections } from './pool';
export type { Key } from './raw';
export { download, inFolder } from './use';
export { type FolderNews, watchFolders } from './watch';
