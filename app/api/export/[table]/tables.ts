import { z } from 'zod';
import { readTrailFilter } from '@/app/(panel)/trail/filter';
import { readFilter } from '@/components/sessions/filter';
import type { CsvValue } from '@/components/ui/csv';
import { mailProtocols } from '@/lib/access/shapes';
import type { PageOf } from '@/lib/db/shapes';
import { pageDomains } from '@/lib/domains';
import { Refusal } from '@/lib/errors';
import { listMailboxes, listRemovedMailboxes } from '@/lib/mailboxes';
import { listReceipts, listSessions, readReceipt } from '@/lib/sessions';
import type { SessionQuery } from '@/lib/sessions/shapes';
import type { Actor } from '@/lib/tenancy';
import { pageCustomers } from '@/lib/tenants';
import { listEvents } from '@/lib/trail';
import type { EventQuery } from '@/lib/trail/shapes';

export interface Table {
  header: string[];
  pages: (actor: Actor, query: URLSearchParams) => AsyncGenerator<CsvValue[][]>;
}

/** Rows asked for at a time. */
const take = 1000;
const first = { desc: false, at: null, back: false };
const searchOf = (query: URLSearchParams) => (query.get('search') ?? query.get('q') ?? '').slice(0, 200);

/** From the first page to the last, each read when the one before it has been sent. */
async function* all<T>(
  read: (at: string | null) => Promise<PageOf<T>>,
  cells: (row: T) => CsvValue[],
): AsyncGenerator<CsvValue[][]> {
  let at: string | null = null;
  do {
    const page: PageOf<T> = await read(at);
    yield page.rows.map(cells);
    at = page.after;
  } while (at !== null);
}

/** The columns that a bulk change takes in stand first and under the same names: export, edit, bring back. */
const mailboxes: Table = {
  header: ['address', 'name', 'quota_mb', 'protocols', 'state', 'used_bytes', 'messages', 'customer', 'created'],
  pages: (actor, query) => {
    const state = z.enum(['active', 'suspended']).nullable().catch(null).parse(query.get('state'));
    const domainId = z
      .uuid()
      .optional()
      .catch(undefined)
      .parse(query.get('domain') ?? undefined);
    const filter = { search: searchOf(query), state, domainId, take };
    return all(
      (at) => listMailboxes(actor, { ...filter, at }),
      (row) => [
        row.address,
        row.displayName,
        row.quotaBytes / (1024 * 1024),
        mailProtocols.filter((protocol) => row.protocols[protocol]).join(' '),
        row.suspendedAt ? 'suspended' : 'active',
        row.usedBytes,
        row.usedMessages,
        row.customerName,
        row.createdAt,
      ],
    );
  },
};

const removedMailboxes: Table = {
  header: ['address', 'name', 'used_bytes', 'removed', 'removed_by'],
  async *pages(actor) {
    const rows = await listRemovedMailboxes(actor);
    yield rows.map((row) => [row.address, row.displayName, row.usedBytes, row.removedAt, row.removedBy]);
  },
};

const domains: Table = {
  header: ['domain', 'ascii', 'customer', 'mailboxes', 'state', 'created'],
  pages: (actor, query) =>
    all(
      (at) => pageDomains(actor, { ...first, at, take, sort: 'name', search: searchOf(query) }),
      (row) => [row.name, row.asciiName, row.customerName, row.mailboxes, row.active ? 'on' : 'off', row.createdAt],
    ),
};

const customers: Table = {
  header: ['customer', 'reseller', 'domains', 'mailboxes', 'quota_bytes', 'state', 'created'],
  pages: (actor, query) =>
    all(
      (at) => pageCustomers(actor, { ...first, at, take, sort: 'name', search: searchOf(query) }),
      ({ name, resellerName, use, suspendedAt, createdAt }) => [
        ...[name, resellerName, use.domains.used, use.mailboxes.used, use.bytes.used],
        ...[suspendedAt ? 'suspended' : 'active', createdAt],
      ],
    ),
};

const sessions: Table = {
  header: [
    'started',
    'ended',
    'end_reason',
    'protocol',
    'mailbox',
    'ip',
    'port',
    'tls',
    'client',
    'version',
    'credential',
  ].concat(['bytes_in', 'bytes_out', 'fetched', 'removed', 'sent', 'session_id', 'node']),
  async *pages(actor, query) {
    const filter = readFilter(query);
    let before: SessionQuery['before'] = null;
    for (;;) {
      const { rows, more } = await listSessions(actor, { ...filter, before, take });
      yield rows.map((row) => [
        row.startedAt,
        row.endedAt,
        row.endReason,
        row.protocol,
        row.address,
        row.remoteIp,
        row.remotePort,
        row.transport,
        row.clientName,
        row.clientVersion,
        row.credentialLabel ?? row.credential,
        row.bytesIn,
        row.bytesOut,
        row.fetched,
        row.removed,
        row.delivered,
        row.sid,
        row.node,
      ]);
      const last = rows.at(-1);
      if (!more || !last) return;
      before = { id: last.id, startedAt: last.startedAt };
    }
  },
};

const trail: Table = {
  header: ['at', 'kind', 'mailbox', 'folder', 'from_folder', 'uid', 'message_id', 'size', 'sender', 'subject'].concat([
    'service',
    'credential',
    'ip',
    'client',
    'session_id',
    'node',
  ]),
  async *pages(actor, query) {
    const { search, kind, mailboxId } = readTrailFilter(query);
    let before: EventQuery['before'] = null;
    for (;;) {
      const { rows, more } = await listEvents(actor, { search, kind, mailboxId, before, take });
      yield rows.map((row) => [
        row.at,
        row.kind,
        row.address,
        row.folder,
        row.fromFolder,
        row.uid,
        row.messageId,
        row.size,
        row.sender,
        row.subject,
        row.service,
        row.credentialLabel ?? row.credential,
        row.session?.remoteIp ?? null,
        row.session?.clientName ?? null,
        row.sid,
        row.node,
      ]);
      const last = rows.at(-1);
      if (!more || !last) return;
      before = { id: last.id, at: last.at };
    }
  },
};

/** Receipts of disconnects. */
const disconnects: Table = {
  header: ['started', 'finished', 'what', 'of', 'sessions', 'disconnected', 'returned', 'revoked', 'by', 'receipt'],
  async *pages(actor) {
    const rows = await listReceipts(actor);
    yield rows.map((row) => [
      ...[row.startedAt, row.finishedAt, row.kind, row.label, row.total, row.disconnected, row.returned],
      ...[row.revoked.map(({ label }) => label).join(' '), row.byName, row.id],
    ]);
  },
};

/** One receipt, a line a connection. */
const receipt: Table = {
  header: [
    'number',
    'outcome',
    'ended',
    'protocol',
    'mailbox',
    'ip',
    'client',
    'credential',
    'connected',
    'node',
  ].concat(['session', 'asked', 'checked', 'by']),
  async *pages(actor, query) {
    const id = z.uuid().safeParse(query.get('receipt'));
    if (!id.success) throw new Refusal('not-found');
    const { receipt, lines } = await readReceipt(actor, id.data);
    yield lines.map((line) => [
      ...[line.number, line.outcome, line.endedAt, line.protocol, line.address, line.remoteIp],
      ...[
        [line.clientName, line.clientVersion].filter(Boolean).join(' ') || null,
        line.credentialLabel ?? line.credential,
      ],
      ...[line.startedAt, line.node, line.sessionId, receipt.startedAt, receipt.checkedAt, receipt.byName],
    ]);
  },
};

/** By the name in the address. */
export const tables = new Map<string, Table>(
  Object.entries({
    mailboxes,
    'removed-mailboxes': removedMailboxes,
    domains,
    customers,
    sessions,
    trail,
    disconnects,
    receipt,
  }),
);
