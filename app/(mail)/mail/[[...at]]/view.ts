import type { RefObject } from 'react';
import { type Folder, type MessagesAt, messageHref, type Row } from '@/lib/webmail/shapes';
import { query } from './fetch-json';
import type { MailList } from './list/use-list';

/** What the page shows at this moment. */
export interface View {
  path: string;
  search: string;
  /** The open message. */
  uid: number | null;
  folders: Folder[];
  folder: Folder | undefined;
  list: MailList;
  selected: ReadonlySet<number>;
  cursorUid: number | null;
  /** Which folder of this path the page shows; empty until it is known. Every action names it. */
  uidValidity: string;
  /** Its index in the list, or -1. */
  cursor: number;
  /** The row at the cursor. */
  row: Row | undefined;
}

export type LatestView = RefObject<View>;

/** Messages of the folder on the page, for a request. */
export function inView({ path, uidValidity }: View, uids: number[]): MessagesAt {
  return { folder: path, uidValidity, uids };
}

/** Changes the URL without a request to the server. The panes follow it. */
export function goTo(path: string, uid: number | null = null, search = ''): void {
  const address = messageHref(path, uid ?? undefined) + (search ? `?${query({ q: search })}` : '');
  if (address !== window.location.pathname + window.location.search) window.history.pushState(null, '', address);
}
