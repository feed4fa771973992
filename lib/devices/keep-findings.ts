import { type FactDevice, type Facts, type Found, find } from './find';
import type { Query } from './in-transaction';
import type { Rhythm, Takes } from './shapes';

interface Mailbox extends Record<string, unknown> {
  id: string;
  address: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
  pop3Takes: boolean;
}

/** Looks anew at these mailboxes: keeps what is found, opens what came back, and closes what is over. */
export async function keepFindings(query: Query, mailboxIds: string[], now: Date): Promise<void> {
  const mailboxes = await query<Mailbox>(
    'SELECT id, address, "domainId", "customerId", "resellerId", pop3 AND "pop3KeepDays" IS NULL AS "pop3Takes" FROM "Mailbox" WHERE id = ANY($1::uuid[])',
    [mailboxIds],
  );
  const facts = await readFacts(query, mailboxes);
  const found = mailboxes.flatMap((mailbox) =>
    find(facts.get(mailbox.id) as Facts, now.getTime()).map((one) => ({ mailbox, one })),
  );
  await write(query, found, mailboxIds, now);
}

async function readFacts(query: Query, mailboxes: Mailbox[]): Promise<Map<string, Facts>> {
  const ids = mailboxes.map(({ id }) => id);
  const facts = new Map<string, Facts>(
    mailboxes.map(({ id, pop3Takes }) => [id, { devices: [], networks: [], failures: null, pop3Takes }]),
  );
  const devices = await query<Record<string, unknown> & { mailboxId: string; first: Date; last: Date }>(
    `SELECT d.*, abbrev(d."remoteIp") AS ip, d."firstSeenAt" AS first, d."lastSeenAt" AS last, a.name AS "credentialLabel"
     FROM "Device" d
     LEFT JOIN "AppPassword" a ON a.id = CASE WHEN d.credential ~ '^ap[0-9a-f]{8}-[0-9a-f-]{27}$' THEN substr(d.credential, 3)::uuid END
     WHERE d."mailboxId" = ANY($1::uuid[]) AND d."forgottenAt" IS NULL AND d."lastSeenAt" > now() - interval '60 days'`,
    [ids],
  );
  for (const row of devices) facts.get(row.mailboxId)?.devices.push(toFact(row));
  const networks = await query<{
    mailboxId: string;
    network: string;
    deviceId: string;
    first: Date;
    last: Date;
    ip: string;
  }>(
    `SELECT n."mailboxId", n.network, n."deviceId", n."firstSeenAt" AS first, n."lastSeenAt" AS last, abbrev(d."remoteIp") AS ip
     FROM "DeviceNetwork" n JOIN "Device" d ON d.id = n."deviceId" WHERE n."mailboxId" = ANY($1::uuid[]) AND n.sessions > 0`,
    [ids],
  );
  for (const { mailboxId, first, last, ...row } of networks) {
    facts.get(mailboxId)?.networks.push({ ...row, firstSeenAt: first.getTime(), lastSeenAt: last.getTime() });
  }
  const failures = await query<{ mailboxId: string; count: number; ips: number; ip: string | null; last: Date }>(
    `SELECT "mailboxId", count(*)::int AS count, count(DISTINCT "remoteIp")::int AS ips, max(at) AS last,
       host(mode() WITHIN GROUP (ORDER BY "remoteIp")) AS ip
     FROM "FailedLogin" WHERE "mailboxId" = ANY($1::uuid[]) AND at > now() - interval '24 hours' GROUP BY 1`,
    [ids],
  );
  for (const { mailboxId, last, ...row } of failures) {
    const of = facts.get(mailboxId);
    if (of) of.failures = { ...row, lastAt: last.getTime() };
  }
  return facts;
}

function toFact(row: Record<string, unknown> & { first: Date; last: Date }): FactDevice {
  const text = (name: string) => (row[name] ?? null) as string | null;
  const client = [row.clientName, row.clientVersion].filter(Boolean).join(' ');
  const rhythm: Rhythm =
    row.rhythm === 'polls'
      ? { kind: 'polls', everySeconds: Number(row.everySeconds), spreadSeconds: Number(row.spreadSeconds) }
      : { kind: row.rhythm === 'stays' ? 'stays' : 'irregular' };
  return {
    id: String(row.id),
    lead: text('mergedIntoId') ?? String(row.id),
    protocol: row.protocol as FactDevice['protocol'],
    label: text('name') ?? (row.protocol === 'webmail' ? null : client || text('credentialLabel')),
    ip: text('ip'),
    clientName: text('clientName'),
    credential: text('credential'),
    credentialLabel: text('credentialLabel'),
    transport: String(row.transport),
    firstSeenAt: row.first.getTime(),
    lastSeenAt: row.last.getTime(),
    removed: Number(row.removed),
    takes: row.takes as Takes,
    rhythm,
    keptDays: row.keptDays === null ? null : Number(row.keptDays),
  };
}

/** What was resolved is open again when it is still so a day later; before, the remedy may not have reached the device. */
const grace = '1 day';

async function write(
  query: Query,
  found: { mailbox: Mailbox; one: Found }[],
  mailboxIds: string[],
  now: Date,
): Promise<void> {
  const rows = found.map(({ mailbox: { id, ...mailbox }, one }) => ({
    ...{ mailboxId: id, ...mailbox },
    ...{ ...one, lastAt: new Date(one.lastAt) },
  }));
  const reopens = `(f.state = 'gone' OR (f.state = 'snoozed' AND f."snoozedUntil" < $2::timestamptz)
    OR (f.state = 'resolved' AND excluded."lastAt" > f."closedAt" + interval '${grace}'))`;
  await query(
    `INSERT INTO "Finding" AS f (id, "mailboxId", "domainId", "customerId", "resellerId", address, kind, subject, severity,
       "deviceIds", details, "openedAt", "lastAt")
     SELECT gen_random_uuid(), x."mailboxId", x."domainId", x."customerId", x."resellerId", x.address, x.kind, x.subject, x.severity,
       x."deviceIds", x.details, $2::timestamptz, x."lastAt"
     FROM jsonb_to_recordset($1::jsonb) AS x("mailboxId" uuid, "domainId" uuid, "customerId" uuid, "resellerId" uuid, address text,
       kind text, subject text, severity text, "deviceIds" uuid[], details jsonb, "lastAt" timestamptz)
     ON CONFLICT ("mailboxId", kind, subject) DO UPDATE SET severity = excluded.severity, "deviceIds" = excluded."deviceIds",
       details = excluded.details, "lastAt" = greatest(f."lastAt", excluded."lastAt"),
       "openedAt" = CASE WHEN ${reopens} THEN $2::timestamptz ELSE f."openedAt" END,
       "closedAt" = CASE WHEN ${reopens} THEN NULL ELSE f."closedAt" END,
       "closedBy" = CASE WHEN ${reopens} THEN NULL ELSE f."closedBy" END,
       "snoozedUntil" = CASE WHEN ${reopens} THEN NULL ELSE f."snoozedUntil" END,
       state = CASE WHEN ${reopens} THEN 'open' ELSE f.state END`,
    [JSON.stringify(rows), now],
  );
  await query(
    `UPDATE "Finding" f SET state = 'gone', "closedAt" = $3::timestamptz
     WHERE f."mailboxId" = ANY($1::uuid[]) AND f.state IN ('open', 'snoozed') AND NOT EXISTS (
       SELECT 1 FROM jsonb_to_recordset($2::jsonb) AS x("mailboxId" uuid, kind text, subject text)
       WHERE x."mailboxId" = f."mailboxId" AND x.kind = f.kind AND x.subject = f.subject)`,
    [mailboxIds, JSON.stringify(rows), now],
  );
}
