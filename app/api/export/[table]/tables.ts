import { z } from 'zod';
import { readTrailFilter } from '@/app/(panel)/trail/filter';
import { readFilter } from '@/components/sessions/filter';
import type { EventRow, SessionRow } from '@/lib/activity/shapes';
import { doerOf, recoveryFolder } from '@/lib/activity/values';
import { pageDomains } from '@/lib/domains';
import { Refusal } from '@/lib/errors';
import { type CsvColumns, csvDownload } from '@/lib/http';
import { listMailboxes, listRemovedMailboxes } from '@/lib/mailboxes';
import { protocols as allProtocols } from '@/lib/protocols/values';
import { listReceipts, listSessions, readReceipt } from '@/lib/sessions';
import type { Actor } from '@/lib/tenancy';
import { pageCustomers } from '@/lib/tenants';
import { listEvents } from '@/lib/trail';
import { byCursor, byLast, take } from '../read-pages';

type Table = (name: string, actor: Actor, query: URLSearchParams) => Promise<Response>;

/** An export: how it reads rows, and its columns. */
function table<Row>(
  read: (actor: Actor, query: URLSearchParams) => AsyncIterable<Row[]>,
  columns: CsvColumns<Row>,
): Table {
  return (name, actor, query) => csvDownload(name, columns, read(actor, query));
}

const searchOf = (query: URLSearchParams) => (query.get('search') ?? query.get('q') ?? '').slice(0, 200);

/** The columns of an import come first and have the same names, so that an export can be edited and imported. */
const mailboxes = table(
  (actor, query) => {
    const state = z.enum(['active', 'suspended']).nullable().catch(null).parse(query.get('state'));
    const domainId = z
      .uuid()
      .optional()
      .catch(undefined)
      .parse(query.get('domain') ?? undefined);
    const filter = { search: searchOf(query), state, domainId, take };
    return byCursor((at) => listMailboxes(actor, { ...filter, at }));
  },
  {
    address: (row) => row.address,
    name: (row) => row.displayName,
    quota_mb: (row) => row.quotaBytes / (1024 * 1024),
    protocols: (row) => allProtocols.filter((protocol) => row.protocols[protocol]).join(' '),
    state: (row) => (row.suspendedAt ? 'suspended' : 'active'),
    used_bytes: (row) => row.usedBytes,
    messages: (row) => row.usedMessages,
    customer: (row) => row.customerName,
    created: (row) => row.createdAt,
  },
);

const removedMailboxes = table(
  async function* (actor) {
    yield await listRemovedMailboxes(actor);
  },
  {
    address: (row) => row.address,
    name: (row) => row.displayName,
    used_bytes: (row) => row.usedBytes,
    removed: (row) => row.removedAt,
    removed_by: (row) => row.removedBy,
  },
);

const domains = table((actor, query) => byCursor((at) => pageDomains(actor, { at, take, search: searchOf(query) })), {
  domain: (row) => row.name,
  ascii: (row) => row.asciiName,
  customer: (row) => row.customerName,
  mailboxes: (row) => row.mailboxes,
  state: (row) => (row.active ? 'on' : 'off'),
  created: (row) => row.createdAt,
});

const customers = table(
  (actor, query) => byCursor((at) => pageCustomers(actor, { at, take, search: searchOf(query) })),
  {
    customer: (row) => row.name,
    reseller: (row) => row.resellerName,
    domains: (row) => row.use.domains.used,
    mailboxes: (row) => row.use.mailboxes.used,
    quota_bytes: (row) => row.use.bytes.used,
    state: (row) => (row.suspendedAt ? 'suspended' : 'active'),
    created: (row) => row.createdAt,
  },
);

const sessions = table(
  (actor, query) => {
    const filter = readFilter(query);
    return byLast((last: SessionRow | null) =>
      listSessions(actor, { ...filter, before: last && { id: last.id, startedAt: last.startedAt }, take }),
    );
  },
  {
    started: (row) => row.startedAt,
    ended: (row) => row.endedAt,
    end_reason: (row) => row.endReason,
    protocol: (row) => row.protocol,
    mailbox: (row) => row.address,
    ip: (row) => row.remoteIp,
    port: (row) => row.remotePort,
    tls: (row) => row.transport,
    client: (row) => row.clientName,
    version: (row) => row.clientVersion,
    credential: (row) => row.credentialLabel ?? row.credential,
    bytes_in: (row) => row.bytesIn,
    bytes_out: (row) => row.bytesOut,
    fetched: (row) => row.fetched,
    removed: (row) => row.removed,
    sent: (row) => row.delivered,
    session_id: (row) => row.sid,
    node: (row) => row.node,
  },
);

/** The folder that no client can see, in words. */
const folderOf = (folder: string) => (folder === recoveryFolder ? '(recovery area)' : folder);

const trail = table(
  (actor, query) => {
    const filter = readTrailFilter(query);
    return byLast((last: EventRow | null) =>
      listEvents(actor, { ...filter, before: last && { id: last.id, at: last.at }, take }),
    );
  },
  {
    at: (row) => row.at,
    kind: (row) => row.kind,
    mailbox: (row) => row.address,
    folder: (row) => folderOf(row.folder),
    from_folder: (row) => row.fromFolder && folderOf(row.fromFolder),
    unclear: (row) => (row.unclear ? 'yes' : null),
    uid: (row) => row.uid,
    message_id: (row) => row.messageId,
    size: (row) => row.size,
    sender: (row) => row.sender,
    subject: (row) => row.subject,
    service: (row) => doerOf(row),
    credential: (row) => row.credentialLabel ?? row.credential,
    ip: (row) => row.session?.remoteIp ?? null,
    client: (row) => row.session?.clientName ?? null,
    session_id: (row) => row.sid,
    node: (row) => row.node,
    score: (row) => row.verdict?.score ?? null,
    reasons: (row) => row.verdict?.reasons.map(({ symbol }) => symbol).join(' ') ?? null,
  },
);

/** Receipts of disconnects. */
const disconnects = table(
  async function* (actor) {
    yield await listReceipts(actor);
  },
  {
    started: (row) => row.startedAt,
    finished: (row) => row.finishedAt,
    what: (row) => row.kind,
    of: (row) => row.label,
    sessions: (row) => row.total,
    disconnected: (row) => row.disconnected,
    returned: (row) => row.returned,
    revoked: (row) => row.revoked.map(({ label }) => label).join(' '),
    by: (row) => row.byName,
    receipt: (row) => row.id,
  },
);

/** One receipt, one line per connection. */
const receipt = table(
  async function* (actor, query) {
    const id = z.uuid().safeParse(query.get('receipt'));
    if (!id.success) throw new Refusal('not-found');
    const { receipt, lines } = await readReceipt(actor, id.data);
    yield lines.map((line) => ({ line, receipt }));
  },
  {
    number: ({ line }) => line.number,
    outcome: ({ line }) => line.outcome,
    ended: ({ line }) => line.endedAt,
    protocol: ({ line }) => line.protocol,
    mailbox: ({ line }) => line.address,
    ip: ({ line }) => line.remoteIp,
    client: ({ line }) => [line.clientName, line.clientVersion].filter(Boolean).join(' ') || null,
    credential: ({ line }) => line.credentialLabel ?? line.credential,
    connected: ({ line }) => line.startedAt,
    node: ({ line }) => line.node,
    session: ({ line }) => line.sessionId,
    'came back': ({ line }) => line.back?.startedAt ?? null,
    'came back as session': ({ line }) => line.back?.sessionId ?? null,
    asked: ({ receipt }) => receipt.startedAt,
    checked: ({ receipt }) => receipt.checkedAt,
    by: ({ receipt }) => receipt.byName,
  },
);

/** Exports by the name in the URL. */
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
