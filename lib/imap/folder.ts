import { Readable } from 'node:stream';
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { ImapFlow, MessageStructureObject } from 'imapflow';
import { Refusal } from '@/lib/errors';
import { type Envelope, hasAttachment, listedFields, openedFields, readEnvelope } from './envelope';
import { limits } from './limits';
import { fetchHeads, type Key, moveSet, type RawHead, searchCount, searchSet, sortWindow } from './raw';
import { chunks } from './sets';

/** A message without its text: flags, date, size and what its header says. */
export interface Head extends Omit<RawHead, 'fields'> {
  envelope: Envelope;
  attachment: boolean;
}
export type Structure = MessageStructureObject;

/**
 * The server's answer about the parts of a message exceeds `lineBytes` or `tokens` in limits.ts. The connection is
 * closed.
 */
export class StructureTooLarge extends Error {}

/** Error codes of the library for an answer over a limit. */
const overLimit = new Set(['TooManyTokens', 'LineTooLarge', 'ResponseTooLarge', 'LiteralTooLarge']);

/** Rows that are parsed before other work has its turn. */
const rowsAtOnce = 10;

/**
 * An open folder. The library returns `false` when the server refuses a command. Here it becomes a Refusal, so that
 * no failure is ignored.
 */
export class OpenFolder {
  constructor(
    private readonly client: ImapFlow,
    readonly path: string,
  ) {}

  private get box() {
    const { mailbox } = this.client;
    if (!mailbox) throw new Refusal('not-found');
    return mailbox;
  }

  get total(): number {
    return this.box.exists;
  }

  get uidValidity(): string {
    return this.box.uidValidity.toString();
  }

  get uidNext(): number {
    return this.box.uidNext;
  }

  /** Rows from `offset` by sequence number, newest first, in one round trip for any size of the folder. */
  async window(offset: number, take: number): Promise<Head[]> {
    const last = this.total - offset;
    const first = Math.max(1, last - Math.min(take, limits.window) + 1);
    if (last < 1) return [];
    const rows = await this.listed(`${first}:${last}`, { byUid: false });
    return rows.sort((a, b) => b.seq - a.seq);
  }

  /** Rows of messages by UID, in the given order. Removed messages are left out. */
  async rows(uids: number[]): Promise<Head[]> {
    if (uids.length === 0) return [];
    const rows = await this.listed(uids.slice(0, limits.window).join(','), { byUid: true });
    const byUid = new Map(rows.map((row) => [row.uid, row]));
    return uids.flatMap((uid) => byUid.get(uid) ?? []);
  }

  /**
   * A window of the folder sorted by arrival, newest first, with optional criteria. The order is ascending and the
   * window is taken from the end, because REVERSE would sort messages of the same second oldest first.
   */
  async byArrival(criteria: Key[], offset: number, take: number): Promise<{ uids: number[]; total: number }> {
    // What is found is saved (SEARCHRES, RFC 5182), so that sorting it does not search again.
    const total = criteria.length ? await searchCount(this.client, criteria) : this.total;
    const to = total - offset;
    if (to < 1) return { uids: [], total };
    const from = Math.max(1, to - Math.min(take, limits.window) + 1);
    const found = await sortWindow(this.client, { order: ['ARRIVAL'], ofSearch: criteria.length > 0, from, to });
    return { uids: found.uids.reverse(), total: found.total };
  }

  /** Search keys that exclude the messages found by any of `these`. Refused if the UID set is too long. */
  async excluding(these: Key[]): Promise<Key[]> {
    const out: Key[] = [];
    for (const key of these) {
      const set = await searchSet(this.client, [key]);
      if (set.length > limits.setBytes) throw new Refusal('too-large', { limit: limits.setBytes });
      if (set) out.push([{ atom: 'NOT' }, { atom: 'UID' }, { atom: set }]);
    }
    return these.length && out.length === 0 ? [{ atom: 'ALL' }] : out;
  }

  private async listed(set: string, by: { byUid: boolean }): Promise<Head[]> {
    const heads: Head[] = [];
    for (const [index, raw] of (
      await fetchHeads(this.client, set, by, { fields: listedFields, preview: true })
    ).entries()) {
      heads.push(toHead(raw, listedFields));
      if (index % rowsAtOnce === rowsAtOnce - 1) await othersFirst();
    }
    return heads;
  }

  /** The flags and header (at most `headerBytes`) of a message, or null. */
  async head(uid: number, headerBytes: number): Promise<Head | null> {
    const [raw] = await fetchHeads(this.client, String(uid), { byUid: true }, { fields: openedFields, headerBytes });
    return raw ? toHead(raw, openedFields) : null;
  }

  /** The parts of a message. Throws StructureTooLarge. */
  async structure(uid: number): Promise<Structure | undefined> {
    const codes: unknown[] = [];
    const note = (error: unknown) => codes.push((error as { code?: unknown }).code);
    // For a line over its limit, the command fails as one whose connection was lost, and the event has the reason.
    this.client.on('error', note);
    try {
      const row = await this.client.fetchOne(String(uid), { bodyStructure: true }, { uid: true });
      return row ? row.bodyStructure : undefined;
    } catch (error) {
      note(error);
      if (codes.some((code) => overLimit.has(String(code)))) throw new StructureTooLarge();
      throw error;
    } finally {
      this.client.off('error', note);
    }
  }

  /** Parts of a message in their transfer encoding, each cut at its own limit. */
  async parts(uid: number, wanted: { part: string; max: number }[]): Promise<Map<string, Buffer>> {
    if (wanted.length === 0) return new Map();
    const row = await this.client.fetchOne(
      String(uid),
      { bodyParts: wanted.map(({ part, max }) => ({ key: part, start: 0, maxLength: max })) },
      { uid: true },
    );
    return row ? (row.bodyParts ?? new Map()) : new Map();
  }

  /** The whole message, at most `max` bytes. */
  async source(uid: number, max: number): Promise<Buffer | null> {
    const row = await this.client.fetchOne(String(uid), { source: { start: 0, maxLength: max } }, { uid: true });
    return row ? (row.source ?? null) : null;
  }

  /**
   * A part in its transfer encoding as a stream; the whole message without `part`. The library's own download parses
   * the header of the part, at a cost that grows with the square of its size.
   */
  async download(uid: number, part: string | undefined): Promise<Readable | null> {
    const first = await this.slice(uid, part, 0);
    if (!first) return null;
    const slices = async function* (this: OpenFolder) {
      let start = 0;
      for (let piece: Buffer | null = first; piece; piece = await this.slice(uid, part, start)) {
        yield piece;
        start += piece.length;
        if (piece.length < limits.sliceBytes) return;
      }
    };
    return Readable.from(slices.call(this), { objectMode: false });
  }

  private async slice(uid: number, part: string | undefined, start: number): Promise<Buffer | null> {
    const range = { start, maxLength: limits.sliceBytes };
    const query = part === undefined ? { source: range } : { bodyParts: [{ key: part, ...range }] };
    const row = await this.client.fetchOne(String(uid), query, { uid: true });
    if (!row) return null;
    return (part === undefined ? row.source : row.bodyParts?.get(part)) ?? null;
  }

  async addFlags(uids: number[], flags: string[]): Promise<void> {
    for (const set of chunks(uids, limits.setBytes)) {
      requireSuccess(await this.client.messageFlagsAdd(set, flags, { uid: true, silent: true }));
    }
  }

  async removeFlags(uids: number[], flags: string[]): Promise<void> {
    for (const set of chunks(uids, limits.setBytes)) {
      requireSuccess(await this.client.messageFlagsRemove(set, flags, { uid: true, silent: true }));
    }
  }

  /** The messages that have this flag. */
  async having(uids: number[], flag: string): Promise<number[]> {
    const found: number[] = [];
    for (const set of chunks(uids, limits.setBytes)) {
      const rows = await this.client.fetchAll(set, { flags: true }, { uid: true });
      found.push(...rows.filter((row) => row.flags?.has(flag)).map((row) => row.uid));
    }
    return found;
  }

  /** Moves messages (RFC 6851). Returns the new UID of each message that still existed, and whose UIDs these are. */
  async move(uids: number[], to: string): Promise<{ uids: number[]; uidValidity: string }> {
    const moved: number[] = [];
    let uidValidity = '';
    for (const set of chunks(uids, limits.setBytes)) {
      const result = await moveSet(this.client, set, to);
      if (!result) continue;
      // The folder was replaced between two parts of the same move. The UIDs of the first no longer mean anything.
      if (result.uidValidity !== uidValidity) moved.length = 0;
      uidValidity = result.uidValidity;
      moved.push(...result.uids);
    }
    return { uids: moved, uidValidity };
  }

  /** Removes exactly these messages: \Deleted and UID EXPUNGE. */
  async remove(uids: number[]): Promise<void> {
    for (const set of chunks(uids, limits.setBytes))
      requireSuccess(await this.client.messageDelete(set, { uid: true }));
  }

  /** UIDs of the messages with this Message-ID. */
  async withMessageId(messageId: string): Promise<number[]> {
    const found = await this.client.search({ header: { 'message-id': messageId } }, { uid: true });
    if (!found) throw new Refusal('mail-server-refused', { reason: 'SEARCH' });
    return found;
  }
}

function toHead({ fields, ...raw }: RawHead, wanted: typeof listedFields): Head {
  return { ...raw, envelope: readEnvelope(fields, wanted), attachment: hasAttachment(fields.get('CONTENT-TYPE')) };
}

function requireSuccess(done: boolean): void {
  if (!done) throw new Refusal('mail-server-refused', { reason: 'STORE' });
}
