import type { FetchMessageObject, ImapFlow, ImapResponse } from 'imapflow';
import { parseCopyUid } from 'imapflow/lib/commands/copyuid-parser';
import { encodePath, formatMessageResponse } from 'imapflow/lib/tools';
import { Refusal } from '@/lib/errors';
import type { HeaderField } from './envelope';
import { asRefusal } from './refused';
import { expand } from './sets';

/**
 * Commands that imapflow does not support, sent through its internal `exec`. Only this file uses it. An integration
 * test checks it with a real Dovecot.
 */
interface Token {
  type?: string;
  value?: unknown;
  section?: Attribute[];
}
type Attribute = Token | Attribute[] | null;
interface Untagged {
  command?: string;
  attributes?: Attribute[];
}
type Handler = (untagged: Untagged) => Promise<void> | void;
interface Internals {
  exec(
    command: string,
    attributes: unknown[] | false,
    options: { untagged?: Record<string, Handler> },
  ): Promise<{ next: () => void; response: ImapResponse }>;
  untaggedHandlers: Record<string, Handler | null>;
}

export type Key = { atom: string } | { literal: string } | Key[];

/** User input is always sent as literals, so it cannot become part of the command (RFC 3501, 4.3). */
function compile(key: Key): unknown {
  if (Array.isArray(key)) return key.map(compile);
  if ('atom' in key) return { type: 'ATOM', value: key.atom };
  return { type: 'LITERAL', value: Buffer.from(key.literal, 'utf8') };
}

async function run(client: ImapFlow, command: string, attributes: unknown[], untagged: Record<string, Handler>) {
  try {
    const response = await (client as ImapFlow & Internals).exec(command, attributes, { untagged });
    response.next();
    return response.response;
  } catch (error) {
    throw await asRefusal(error);
  }
}

/**
 * NOOP in the open folder. False if the folder no longer exists: where another client deleted it and created one of the
 * same name, Dovecot answers with an untagged NO and would go on to show the old messages (measured with 2.3.19).
 */
export async function stillOpen(client: ImapFlow): Promise<boolean> {
  let refused = false;
  await run(client, 'NOOP', [], {
    NO: () => {
      refused = true;
    },
  });
  return !refused;
}

/**
 * UID MOVE (RFC 6851). Returns the new UIDs of those that still existed, with the UIDVALIDITY of their folder. The
 * library's own does not tell why the server refused.
 */
export async function moveSet(
  client: ImapFlow,
  set: string,
  to: string,
): Promise<{ uids: number[]; uidValidity: string } | null> {
  const map: Parameters<typeof parseCopyUid>[1] = { path: '', destination: to };
  const tagged = await run(client, 'UID MOVE', [{ type: 'SEQUENCE', value: set }, atom(encodePath(client, to))], {
    OK: (untagged) => parseCopyUid(untagged as ImapResponse, map),
  });
  parseCopyUid(tagged, map);
  if (!map.uidMap?.size || !map.uidValidity) return null;
  return { uids: [...map.uidMap.values()], uidValidity: map.uidValidity.toString() };
}

const atom = (value: string) => ({ type: 'ATOM', value });

/**
 * UID SORT RETURN (PARTIAL from:to COUNT) (RFC 5267): a window of sorted UIDs, and the total; of the whole folder, or of
 * what searchCount has found just before.
 */
export async function sortWindow(
  client: ImapFlow,
  { order, ofSearch, from, to }: { order: string[]; ofSearch: boolean; from: number; to: number },
): Promise<{ uids: number[]; total: number }> {
  let total = 0;
  let uids: number[] = [];
  await run(
    client,
    'UID SORT',
    [
      { type: 'ATOM', value: 'RETURN' },
      [
        { type: 'ATOM', value: 'PARTIAL' },
        { type: 'ATOM', value: `${from}:${to}` },
        { type: 'ATOM', value: 'COUNT' },
      ],
      order.map((value) => ({ type: 'ATOM', value })),
      { type: 'ATOM', value: 'UTF-8' },
      ...(ofSearch ? [atom('UID'), atom('$')] : [atom('ALL')]),
    ],
    {
      ESEARCH: (untagged) => {
        const list = untagged.attributes ?? [];
        for (let i = 0; i < list.length; i += 1) {
          const name = word(list[i]);
          if (name === 'COUNT') total = Number(word(list[i + 1]) ?? 0);
          if (name === 'PARTIAL') {
            const pair = list[i + 1];
            if (Array.isArray(pair)) uids = expand(word(pair[1]) ?? '');
          }
        }
      },
    },
  );
  return { uids, total };
}

function searchKeys(criteria: Key[]): unknown[] {
  return criteria.flatMap((key) => (Array.isArray(key) ? key.map(compile) : [compile(key)]));
}

/** SEARCH RETURN (SAVE COUNT) (RFC 4731, RFC 5182): the number of matches, which `$` stands for afterwards. */
export async function searchCount(client: ImapFlow, criteria: Key[]): Promise<number> {
  let count = 0;
  await run(
    client,
    'UID SEARCH',
    [atom('RETURN'), [atom('SAVE'), atom('COUNT')], atom('CHARSET'), atom('UTF-8'), ...searchKeys(criteria)],
    {
      ESEARCH: (untagged) => {
        const list = untagged.attributes ?? [];
        const at = list.findIndex((one) => word(one) === 'COUNT');
        if (at >= 0) count = Number(word(list[at + 1]) ?? 0);
      },
    },
  );
  return count;
}

/** UID SEARCH RETURN (ALL) (RFC 4731): all matches as a compact set, "" if there are none. */
export async function searchSet(client: ImapFlow, criteria: Key[]): Promise<string> {
  let set = '';
  await run(
    client,
    'UID SEARCH',
    [atom('RETURN'), [atom('ALL')], atom('CHARSET'), atom('UTF-8'), ...searchKeys(criteria)],
    {
      ESEARCH: (untagged) => {
        const list = untagged.attributes ?? [];
        const at = list.findIndex((one) => word(one) === 'ALL');
        if (at >= 0) set = word(list[at + 1]) ?? '';
      },
    },
  );
  return /^[\d,:]*$/.test(set) ? set : '';
}

/** What is fetched of each message beside its flags, date and size. */
export interface HeadItems {
  fields: readonly HeaderField[];
  /** PREVIEW (RFC 8970), which Dovecot caches. */
  preview?: boolean;
  /** Bytes of the whole header. */
  headerBytes?: number;
}

export interface RawHead extends Pick<FetchMessageObject, 'seq' | 'uid' | 'flags' | 'internalDate' | 'size'> {
  preview: string;
  /** Each wanted field, by its name. */
  fields: Map<string, Buffer>;
  header: Buffer;
}

/**
 * Heads of messages, in one round trip. The library supports neither PREVIEW nor several parts of a header, so its
 * internal parser is called for the other items.
 */
export async function fetchHeads(
  client: ImapFlow,
  set: string,
  { byUid }: { byUid: boolean },
  { fields, preview = false, headerBytes = 0 }: HeadItems,
): Promise<RawHead[]> {
  const rows: RawHead[] = [];
  const { mailbox } = client;
  if (!set || !mailbox) return rows;
  const peek = (section: unknown[], maxBytes: number) => ({ ...atom('BODY.PEEK'), section, partial: [0, maxBytes] });
  const items: unknown[] = ['UID', 'FLAGS', 'INTERNALDATE', 'RFC822.SIZE'].map(atom);
  for (const { name, maxBytes } of fields) items.push(peek([atom('HEADER.FIELDS'), [atom(name)]], maxBytes));
  if (headerBytes) items.push(peek([atom('HEADER')], headerBytes));
  if (preview && client.capabilities.has('PREVIEW')) items.push(atom('PREVIEW'));
  await run(client, byUid ? 'UID FETCH' : 'FETCH', [{ type: 'SEQUENCE', value: set }, items], {
    FETCH: async (untagged) => {
      const row = await formatMessageResponse(untagged as ImapResponse, mailbox);
      const found = untagged.attributes?.find((one): one is Attribute[] => Array.isArray(one)) ?? [];
      const { sections, header } = readSections(found);
      // A row without what was asked for is an unsolicited flag update.
      if (!row.uid || sections.size < fields.length) return;
      const at = found.findIndex((one) => word(one) === 'PREVIEW');
      rows.push({ ...row, preview: at >= 0 ? (word(found[at + 1]) ?? '') : '', fields: sections, header });
    },
  });
  return rows;
}

/** The answers to BODY[HEADER.FIELDS (name)] and BODY[HEADER]. */
function readSections(found: Attribute[]): { sections: Map<string, Buffer>; header: Buffer } {
  const sections = new Map<string, Buffer>();
  let header: Buffer = Buffer.alloc(0);
  for (const [index, item] of found.entries()) {
    const section = item && !Array.isArray(item) ? item.section : undefined;
    if (!section) continue;
    const answer = found[index + 1];
    const value = answer && !Array.isArray(answer) ? answer.value : null;
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : '', 'latin1');
    const [kind, names] = section;
    if (word(kind) === 'HEADER') header = bytes;
    else if (Array.isArray(names)) sections.set((word(names[0]) ?? '').toUpperCase(), bytes);
  }
  return { sections, header };
}

/**
 * NOTIFY (RFC 5465): the server reports changes in all folders on this connection, as STATUS. Returns false if the
 * server refuses. `onStatus` is called for each untagged STATUS.
 */
export async function notifyAll(client: ImapFlow, onStatus: () => void): Promise<boolean> {
  if (!client.capabilities.has('NOTIFY')) return false;
  const atoms = (...names: string[]) => names.map(atom);
  (client as ImapFlow & Internals).untaggedHandlers.STATUS = () => onStatus();
  try {
    await run(
      client,
      'NOTIFY',
      [
        { type: 'ATOM', value: 'SET' },
        [...atoms('SELECTED'), atoms('MessageNew', 'MessageExpunge', 'FlagChange')],
        [...atoms('PERSONAL'), atoms('MessageNew', 'MessageExpunge', 'FlagChange')],
      ],
      {},
    );
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function word(attribute: Attribute | undefined): string | null {
  if (!attribute || Array.isArray(attribute)) return null;
  const { value } = attribute;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return value === null || value === undefined ? null : String(value);
}
