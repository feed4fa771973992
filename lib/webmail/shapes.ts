import type { Draft } from './requests';

export type { Draft } from './requests';

// What crosses to the browser. What comes back is parsed by requests.ts, which stays out of the page's own code.

export interface Folder {
  path: string;
  name: string;
  depth: number;
  special: 'inbox' | 'sent' | 'drafts' | 'archive' | 'junk' | 'trash' | 'all' | 'flagged' | null;
  selectable: boolean;
  messages: number;
  unseen: number;
  uidNext: number;
  modseq: string;
}

export interface Person {
  name: string;
  address: string;
}

export interface Row {
  uid: number;
  from: Person[];
  to: Person[];
  subject: string;
  preview: string;
  at: string;
  size: number;
  seen: boolean;
  flagged: boolean;
  answered: boolean;
  forwarded: boolean;
  draft: boolean;
  attachment: boolean;
}

export interface Page {
  folder: string;
  total: number;
  offset: number;
  uidValidity: string;
  rows: Row[];
}

export interface Attachment {
  part: string;
  name: string;
  type: string;
  size: number;
}

/** A run of text, perhaps with somewhere to go. Never HTML: the page makes text nodes of it. */
export interface Segment {
  text: string;
  href?: string;
}

/** A stretch of lines at one depth of quotation. */
export interface TextBlock {
  depth: number;
  lines: Segment[][];
}

export const warningCodes = [
  'name-shows-other-address',
  'name-mixes-scripts',
  'domain-not-ascii',
  'reply-elsewhere',
  'link-elsewhere',
  'many-parts',
  'cut',
] as const;
export type WarningCode = (typeof warningCodes)[number];

export interface Warning {
  code: WarningCode;
  details: Record<string, string | number>;
}

export type Body =
  | { kind: 'text'; blocks: TextBlock[] }
  /** Shown in a frame of its own, from /api/mail/body. `plain` messages take the page's colours; others keep their own paper. */
  | { kind: 'html'; plain: boolean; blocked: { count: number; hosts: string[] } }
  | { kind: 'none' };

export interface Message {
  folder: string;
  uid: number;
  uidValidity: string;
  messageId: string;
  subject: string;
  from: Person[];
  sender: Person | null;
  replyTo: Person[];
  to: Person[];
  cc: Person[];
  bcc: Person[];
  at: string;
  size: number;
  seen: boolean;
  flagged: boolean;
  answered: boolean;
  draft: boolean;
  body: Body;
  attachments: Attachment[];
  warnings: Warning[];
}

/** What changed in a folder, for the live page. */
export interface FolderNews {
  path: string;
  messages: number;
  unseen: number;
  uidNext: number;
  modseq: string;
}

/** Undo data of a move: put these back there. */
export interface Moved {
  moved: number;
  to: string;
  undo: { folder: string; uids: number[]; to: string } | null;
}

/** What a new, answering or restored message starts from. The page words the line above a quotation. */
export interface Prepared {
  draft: Draft;
  identities: Person[];
  attachments: Attachment[];
  quote: {
    kind: 'reply' | 'forward';
    from: Person | null;
    to: string;
    at: string;
    subject: string;
    text: string;
  } | null;
}

export interface Sent {
  /** False when it went out but could not be filed among the sent messages. */
  filed: boolean;
}

export interface SavedDraft {
  folder: string;
  uid: number;
  attachments: Attachment[];
}

/** Files of one message, before base64 makes them a third longer and Postfix's 50 MB. */
export const maxFilesBytes = 34 << 20;

/**
 * A folder's path as one segment of an address: "/" and a leading "." would be eaten by browsers and proxies, so they
 * are written ~1 and ~2 (as in RFC 6901).
 */
export function folderToSlug(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1').replace(/^\./, '~2'));
}

export function slugToFolder(slug: string): string {
  let text = slug;
  try {
    text = decodeURIComponent(slug);
  } catch {
    // A stray percent sign: taken as it stands, no folder has such a name.
  }
  return text.replace(/^~2/, '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

export function messageHref(path: string, at?: number): string {
  return `/mail/${folderToSlug(path)}${at ? `/${at}` : ''}`;
}
