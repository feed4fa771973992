import { allEvents, allFailures, handshakesSince } from '@/lib/activity';
import { harmlessReasons } from '@/lib/activity/shapes';
import { type Queries, sql, type Tables } from '@/lib/db';
import { readJumps } from '@/lib/outbound';
import { type FactDevice, type Facts, type Found, find } from './find';
import { leadsOf } from './lead';
import { rhythmOf } from './rhythm';
import type { Takes } from './shapes';

interface Mailbox {
  id: string;
  address: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
  pop3Takes: boolean;
}

/**
 * Computes the findings of these mailboxes: updates existing ones, opens new or recurring ones, and closes the others.
 */
export async function updateFindings(inside: Queries, mailboxIds: string[], now: Date): Promise<void> {
  if (mailboxIds.length === 0) return;
  const mailboxes = await inside
    .selectFrom('MailboxDirectory')
    .select(['id', 'address', 'domainId', 'customerId', 'resellerId'])
    .select(sql<boolean>`'pop3' = ANY (protocols) AND "pop3KeepDays" IS NULL`.as('pop3Takes'))
    .where('id', 'in', mailboxIds)
    .execute();
  const facts = await readFacts(inside, mailboxes);
  const found = mailboxes.flatMap((mailbox) =>
    find(facts.get(mailbox.id) as Facts, now.getTime()).map((one) => ({ mailbox, one })),
  );
  await write(inside, found, mailboxIds, now);
}

async function readFacts(inside: Queries, mailboxes: Mailbox[]): Promise<Map<string, Facts>> {
  const ids = mailboxes.map(({ id }) => id);
  const facts = new Map<string, Facts>(
    mailboxes.map(({ id, pop3Takes }) => [
      id,
      { devices: [], networks: [], handshakes: [], failures: null, jump: null, pop3Takes },
    ]),
  );
  if (ids.length === 0) return facts;
  const devices = await inside
    .selectFrom('Device as d')
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .selectAll('d')
    .select('c.name as credentialLabel')
    .where('d.mailboxId', 'in', ids)
    .where('d.forgottenAt', 'is', null)
    .where(sql<boolean>`d."lastSeenAt" > now() - interval '60 days'`)
    .execute();
  const leads = leadsOf(devices);
  await writeParts(inside, devices, leads);
  for (const row of devices) facts.get(row.mailboxId)?.devices.push(toFact(row, leads.get(row.id) ?? row.id));
  const takers = [...facts.values()].flatMap((of) =>
    of.devices.filter(({ takes }) => takes === 'at-once' || takes === 'later'),
  );
  const gone = await goneBy(
    inside,
    takers.map(({ id }) => id),
  );
  for (const device of takers) device.gone = gone.get(device.id) ?? 0;
  const networks = await inside
    .selectFrom('DeviceNetwork as n')
    .innerJoin('Device as d', 'd.id', 'n.deviceId')
    .select(['n.mailboxId', 'n.network', 'n.deviceId', 'n.firstSeenAt', 'n.lastSeenAt', 'd.remoteIp as ip'])
    .where('n.mailboxId', 'in', ids)
    .where('n.sessions', '>', 0)
    .execute();
  for (const { mailboxId, firstSeenAt, lastSeenAt, ...row } of networks) {
    facts
      .get(mailboxId)
      ?.networks.push({ ...row, firstSeenAt: firstSeenAt.getTime(), lastSeenAt: lastSeenAt.getTime() });
  }
  const failures = await allFailures(inside)
    .select([
      'f.mailboxId',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`count(DISTINCT f."remoteIp")::int`.as('ips'),
      sql<Date>`max(f.at)`.as('last'),
      sql<string | null>`host(mode() WITHIN GROUP (ORDER BY f."remoteIp"))`.as('ip'),
    ])
    .where('f.mailboxId', 'in', ids)
    .where('f.reason', 'not in', harmlessReasons)
    .where(sql<boolean>`f.at > now() - interval '24 hours'`)
    .groupBy('f.mailboxId')
    .execute();
  for (const { mailboxId, last, ...row } of failures) {
    const of = facts.get(mailboxId ?? '');
    if (of) of.failures = { ...row, lastAt: last.getTime() };
  }
  for (const { mailboxId, ...row } of await handshakesSince(inside, ids)) facts.get(mailboxId)?.handshakes.push(row);
  for (const { mailboxId, at, ...row } of await readJumps(inside, ids)) {
    const of = facts.get(mailboxId);
    if (of) of.jump = { ...row, at: at.getTime() };
  }
  return facts;
}

/** The number of messages that each device removed in the last 30 days and that nobody restored since. */
async function goneBy(inside: Queries, deviceIds: string[]): Promise<Map<string, number>> {
  if (deviceIds.length === 0) return new Map();
  const restored = allEvents(inside)
    .where(sql<boolean>`e."mailboxId" = r."mailboxId" AND e."messageId" = r."messageId" AND e.at > r.at`)
    .where('e.kind', '=', 'restored')
    .select('e.id');
  const removed = allEvents(inside)
    .innerJoin('Device as d', 'd.mailboxId', 'e.mailboxId')
    .innerJoin('SessionDevice as x', (join) =>
      join.onRef('x.sessionId', '=', 'e.sessionId').onRef('x.deviceId', '=', 'd.id'),
    )
    .where('d.id', 'in', deviceIds)
    .where('e.kind', '=', 'removed')
    .where(sql<boolean>`e.at > now() - interval '30 days'`)
    .select(['d.id as deviceId', 'e.mailboxId', 'e.messageId', 'e.at']);
  const rows = await inside
    .selectFrom(removed.as('r'))
    .where(({ not, exists }) => not(exists(restored)))
    .groupBy('r.deviceId')
    .select(['r.deviceId', sql<number>`count(*)::int`.as('count')])
    .execute();
  return new Map(rows.map(({ deviceId, count }) => [deviceId, count]));
}

/** The lists of sessions show the device of a session by it. */
async function writeParts(inside: Queries, devices: Tables['Device'][], leads: Map<string, string>): Promise<void> {
  const changed = devices.flatMap(({ id, partOfId }) => {
    const lead = leads.get(id);
    const wanted = lead === undefined || lead === id ? null : lead;
    return wanted === partOfId ? [] : [{ id, partOfId: wanted }];
  });
  if (changed.length === 0) return;
  await sql`UPDATE "Device" d SET "partOfId" = x."partOfId"
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS x(id uuid, "partOfId" uuid) WHERE d.id = x.id`.execute(
    inside,
  );
}

function toFact(row: Tables['Device'] & { credentialLabel: string | null }, lead: string): FactDevice {
  const client = [row.clientName, row.clientVersion].filter(Boolean).join(' ');
  return {
    id: row.id,
    lead,
    protocol: row.protocol,
    label: row.name ?? (row.protocol === 'webmail' ? null : client || row.credentialLabel),
    ip: row.remoteIp,
    clientName: row.clientName,
    credential: row.credential,
    credentialLabel: row.credentialLabel,
    transport: row.transport,
    firstSeenAt: row.firstSeenAt.getTime(),
    lastSeenAt: row.lastSeenAt.getTime(),
    gone: 0,
    programs: row.programs,
    takes: row.takes as Takes,
    rhythm: rhythmOf(row),
    keptDays: row.keptDays,
  };
}

/**
 * A resolved finding is opened again if it still applies a day later. Before that, the device may not have changed
 * yet.
 */
const grace = sql`interval '1 day'`;

async function write(
  inside: Queries,
  found: { mailbox: Mailbox; one: Found }[],
  mailboxIds: string[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(
    found.map(({ mailbox: { id, ...mailbox }, one }) => ({
      ...mailbox,
      ...one,
      mailboxId: id,
      lastAt: new Date(one.lastAt),
    })),
  );
  const opens = sql`(f.state = 'gone' OR (f.state = 'snoozed' AND f."snoozedUntil" < ${now}::timestamptz)
    OR (f.state = 'resolved' AND excluded."lastAt" > f."closedAt" + ${grace}))`;
  const cleared = (column: string) =>
    sql`${sql.ref(column)} = CASE WHEN ${opens} THEN NULL ELSE ${sql.ref(`f.${column}`)} END`;
  await sql`INSERT INTO "Finding" AS f (id, "mailboxId", "domainId", "customerId", "resellerId", address, kind, subject,
      severity, "deviceIds", details, "openedAt", "lastAt")
    SELECT gen_random_uuid(), x."mailboxId", x."domainId", x."customerId", x."resellerId", x.address, x.kind, x.subject,
      x.severity, x."deviceIds", x.details, ${now}::timestamptz, x."lastAt"
    FROM jsonb_populate_recordset(NULL::"Finding", ${rows}::jsonb) AS x
    ON CONFLICT ("mailboxId", kind, subject) DO UPDATE SET severity = excluded.severity,
      "deviceIds" = excluded."deviceIds", details = excluded.details,
      "lastAt" = greatest(f."lastAt", excluded."lastAt"),
      "openedAt" = CASE WHEN ${opens} THEN ${now}::timestamptz ELSE f."openedAt" END,
      ${cleared('closedAt')}, ${cleared('closedBy')}, ${cleared('snoozedUntil')},
      state = CASE WHEN ${opens} THEN 'open' ELSE f.state END`.execute(inside);
  await sql`UPDATE "Finding" f SET state = 'gone', "closedAt" = ${now}::timestamptz
    WHERE f."mailboxId" = ANY(${mailboxIds}::uuid[]) AND f.state IN ('open', 'snoozed') AND NOT EXISTS (
      SELECT 1 FROM jsonb_populate_recordset(NULL::"Finding", ${rows}::jsonb) AS x
      WHERE x."mailboxId" = f."mailboxId" AND x.kind = f.kind AND x.subject = f.subject)`.execute(inside);
}
