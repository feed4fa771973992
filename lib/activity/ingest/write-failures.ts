import { type Queries, sql } from '@/lib/db';
import { type Owner, protocolOf, type RecordOf } from './draft';
import type { Ledger } from './fold';
import type { Place } from './load-ledger';
import { ownersOfMistyped } from './owners-of-mistyped';

/** Reasons that a refusal without one repeats. */
const explained = ['wrong-password', 'same-password', 'unknown-user', 'mistyped-name'];
/** Reasons of a name that is no mailbox, or has a character that none has. */
const ofTheName = ['unknown-user', 'other'];

interface Row {
  offset: number;
  at: string;
  address: string;
  sid: string | null;
  remoteIp: string | null;
  protocol: string | null;
  reason: string;
}

/**
 * Writes failed sign-ins. The auth process logs each attempt with its reason. The login process logs the protocol
 * when the connection ends. If a mailbox is refused after a correct password, only the login process logs it.
 */
export async function writeFailures(
  inside: Queries,
  { node, inode }: Place,
  ledger: Ledger,
  owner: (address: string) => Owner,
): Promise<void> {
  const rows = await eachOnce(inside, node, ledger);
  const reported = await reportedBefore(inside, node, ledger);
  for (const record of ledger.rejected) {
    const protocol = protocolOf(record.service, record.credential);
    const attempts = rows.filter(({ sid }) => sid === record.sid);
    for (const attempt of attempts) attempt.protocol = protocol;
    if (attempts.length > 0 || reported.has(record.sid)) continue;
    rows.push({
      offset: record.offset,
      at: record.at,
      address: record.address,
      sid: record.sid,
      remoteIp: record.remoteIp ?? null,
      protocol,
      reason: record.reason === 'failed' ? await repeated(inside, record, rows) : record.reason,
    });
  }
  await addProtocols(inside, node, ledger);
  if (rows.length === 0) return;
  const mistyped = await ownersOfMistyped(
    inside,
    rows.filter(({ address }) => owner(address).mailboxId === null),
  );
  const owned = rows.map((row) => {
    const meant = mistyped(row);
    const { mailboxId, customerId, resellerId } = meant ?? owner(row.address);
    const reason = meant && ofTheName.includes(row.reason) ? 'mistyped-name' : row.reason;
    return { ...row, reason, node, inode: String(inode), mailboxId, customerId, resellerId };
  });
  await sql`INSERT INTO "FailedLogin" (node, inode, "offset", at, protocol, address, "mailboxId", "customerId",
      "resellerId", "remoteIp", sid, reason)
    SELECT x.node, x.inode, x."offset", x.at, x.protocol, x.address, x."mailboxId", x."customerId", x."resellerId",
      x."remoteIp", x.sid,
      CASE WHEN x.reason <> 'not-allowed' THEN x.reason WHEN m."suspendedAt" IS NOT NULL THEN 'suspended' ELSE 'protocol-off' END
    FROM jsonb_populate_recordset(NULL::"FailedLogin", ${JSON.stringify(owned)}::jsonb) AS x
    LEFT JOIN "MailboxDirectory" m ON m.id = x."mailboxId"
    ON CONFLICT DO NOTHING`.execute(inside);
}

/**
 * The reason of a refusal that the auth process did not explain. Dovecot remembers a refused password for a while, and
 * logs "Password mismatch" only the first time.
 */
async function repeated(inside: Queries, record: RecordOf<'rejected'>, rows: Row[]): Promise<string> {
  const known = rows.findLast(({ address, reason }) => address === record.address && explained.includes(reason));
  const before = await inside
    .selectFrom('FailedLogin')
    .select('reason')
    .where('address', '=', record.address)
    .where('reason', 'in', explained)
    .where('at', '<=', sql<Date>`${record.at}::timestamptz`)
    .where('at', '>=', sql<Date>`${record.at}::timestamptz - interval '1 day'`)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const reason = known?.reason ?? before?.reason;
  // Whether a mailbox is meant depends on where it was typed.
  if (reason === 'mistyped-name') return 'unknown-user';
  return reason === 'wrong-password' ? 'same-password' : (reason ?? 'other');
}

/**
 * An app password from a network that is not allowed is also tried as the main password. This is not a second
 * failure. The two lines may be in two batches.
 */
async function eachOnce(inside: Queries, node: string, { failures }: Ledger): Promise<Row[]> {
  const sidsOf = (wanted: string) => failures.flatMap(({ sid, reason }) => (sid && reason === wanted ? sid : []));
  const blocked = new Set(sidsOf('blocked-network'));
  const wrong = sidsOf('wrong-password');
  if (blocked.size > 0) {
    await inside
      .deleteFrom('FailedLogin')
      .where('node', '=', node)
      .where('sid', 'in', [...blocked])
      .where('reason', '=', 'wrong-password')
      .execute();
  }
  if (wrong.length > 0) {
    for (const sid of await sidsInTable(inside, node, wrong, 'blocked-network')) blocked.add(sid);
  }
  return failures
    .filter(({ sid, reason }) => !(sid && blocked.has(sid) && reason === 'wrong-password'))
    .map((failure) => ({ ...failure }));
}

/** The session ids among these with a known failure, of any reason or of the given one. */
async function sidsInTable(inside: Queries, node: string, sids: string[], reason?: string): Promise<Set<string>> {
  let query = inside
    .selectFrom('FailedLogin')
    .select('sid')
    .distinct()
    .where('node', '=', node)
    .where('sid', 'in', sids);
  if (reason) query = query.where('reason', '=', reason);
  return new Set((await query.execute()).flatMap(({ sid }) => sid ?? []));
}

async function reportedBefore(inside: Queries, node: string, { rejected }: Ledger): Promise<Set<string>> {
  if (rejected.length === 0) return new Set();
  return sidsInTable(
    inside,
    node,
    rejected.map(({ sid }) => sid),
  );
}

async function addProtocols(inside: Queries, node: string, { rejected }: Ledger): Promise<void> {
  if (rejected.length === 0) return;
  const sids = rejected.map(({ sid }) => sid);
  const found = rejected.map(({ service, credential }) => protocolOf(service, credential));
  await sql`UPDATE "FailedLogin" f SET protocol = x.protocol::"Protocol"
    FROM unnest(${sids}::text[], ${found}::text[]) AS x(sid, protocol)
    WHERE f.node = ${node} AND f.sid = x.sid AND f.protocol IS NULL AND x.protocol IS NOT NULL`.execute(inside);
}
