import type { Draft, MessageAt, MessagesAt } from './requests';

export type { Draft, MessageAt, MessagesAt } from './requests';

// Types of the data sent to the browser. Requests are validated by requests.ts, which is not part of the client bundle.

export interface Folder {
  path: string;
  name: string;
  depth: number;
  special: 'inbox' | 'sent' | 'drafts' | 'archive' | 'junk' | 'trash' | 'all' | 'flagged' | null;
  selectable: boolean;
  messages: number;
  unseen: number;
  uidValidity: string;
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

/** A piece of text, optionally a link. It is never HTML: the page creates text nodes. */
export interface Segment {
  text: string;
  href?: string;
}

/** Consecutive lines of the same quotation depth. */
export interface TextBlock {
  depth: number;
  lines: Segment[][];
}

export const warningCodes = [
  'name-shows-other-address',
  'name-mixes-scripts',
  'domain-not-ascii',
  'reply-elsewhere',
  'sender-unverified',
  'link-elsewhere',
  'many-parts',
  'too-complicated',
  'cut',
] as const;
export type WarningCode = (typeof warningCodes)[number];

export interface Warning {
  code: WarningCode;
  details: Record<string, string | number>;
}

export type Body =
  | { kind: 'text'; blocks: TextBlock[] }
  /**
   * Shown in a frame from /api/mail/body. `plain` messages use the colours of the page; others have a light
   * background.
   */
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

/** The changed counts of a folder, for live updates. */
export interface FolderNews {
  path: string;
  messages: number;
  unseen: number;
  uidValidity: string;
  uidNext: number;
  modseq: string;
}

/** The result of a move; `undo` is the request that reverses it. */
export interface Moved {
  moved: number;
  to: string;
  undo: (MessagesAt & { to: string }) | null;
}

/** The initial state of the composer. The page writes the line above the quotation. */
export interface Prepared {
  draft: Draft;
  identities: Person[];
  attachments: Attachment[];
  /** A draft with formatting of another program, which stays as it is beside what is written here. */
  formatted?: boolean;
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
  /** Recipients that the mail server refused, with its words. All others got the message. */
  refused: { address: string; reason: string }[];
  /** Why the message is not in the sent folder, and what its copy needs; null if it is there. */
  unfiled: { reason: string; messageId: string; date: string } | null;
}

export interface SavedDraft extends MessageAt {
  /** The version that this one should have replaced was gone, so both this and another one are kept. */
  conflict: boolean;
  attachments: Attachment[];
}

/** Files of one message. Base64 adds a third, and Postfix accepts 50 MB. */
export const maxFilesBytes = 34 << 20;

/**
 * Encodes the path of a folder as one URL segment. Browsers and proxies normalise "/" and a leading ".", so these are
 * written as ~1 and ~2 (similar to RFC 6901).
 */
export function folderToSlug(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1').replace(/^\./, '~2'));
}

export function slugToFolder(slug: string): string {
  let text = slug;
  try {
    text = decodeURIComponent(slug);
  } catch {
    // Invalid percent encoding. The text is used unchanged, and no folder has this name.
  }
  return text.replace(/^~2/, '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

export function messageHref(path: string, at?: number): string {
  return `/mail/${folderToSlug(path)}${at ? `/${at}` : ''}`;
}
