import { type Owner, protocolOf } from './draft';
import type { Ledger } from './fold';
import type { Place } from './load-ledger';
import type { Query } from './write-ledger';

interface Row extends Record<string, unknown> {
  offset: number;
  at: string;
  address: string;
  sid: string | null;
  remoteIp: string | null;
  protocol: string | null;
  reason: string;
}

/**
 * Failed sign-ins. The auth process tells of every attempt with its reason, the login process tells the protocol at the
 * end of the connection; a mailbox that was barred after a right password is told by the login process alone.
 */
export async function failureRows(
  query: Query,
  { node, inode }: Place,
  ledger: Ledger,
  owner: (address: string) => Owner,
): Promise<void> {
  const rows = await eachOnce(query, node, ledger);
  const told = await toldBefore(query, node, ledger);
  for (const record of ledger.rejected) {
    const protocol = protocolOf(record.service, record.cred);
    const attempts = rows.filter(({ sid }) => sid === record.sid);
    for (const attempt of attempts) attempt.protocol = protocol;
    if (attempts.length > 0 || told.has(record.sid)) continue;
    rows.push({
      offset: record.offset,
      at: record.at,
      address: record.user,
      sid: record.sid,
      remoteIp: record.ip ?? null,
      protocol,
      reason: record.reason === 'barred' ? 'barred' : 'other',
    });
  }
  await addProtocols(query, node, ledger);
  if (rows.length === 0) return;
  const owned = rows.map((row) => {
    const { mailboxId, customerId, resellerId } = owner(row.address);
    return { ...row, mailboxId, customerId, resellerId };
  });
  await query(
    `INSERT INTO "FailedLogin" (node, inode, "offset", at, protocol, address, "mailboxId", "customerId", "resellerId",
       "remoteIp", sid, reason)
     SELECT $2, $3, x."offset", x.at, x.protocol, x.address, x."mailboxId", x."customerId", x."resellerId", x."remoteIp", x.sid,
       CASE WHEN x.reason <> 'barred' THEN x.reason WHEN m."suspendedAt" IS NOT NULL THEN 'suspended' ELSE 'protocol-off' END
     FROM jsonb_to_recordset($1::jsonb) AS x("offset" bigint, at timestamptz, protocol "Protocol", address text,
       "mailboxId" uuid, "customerId" uuid, "resellerId" uuid, "remoteIp" inet, sid text, reason text)
     LEFT JOIN "Mailbox" m ON m.id = x."mailboxId"
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(owned), node, inode],
  );
}

/**
 * An app password from a network that is not its own is tried as the main one, too: that it is not the main one is no
 * second failure. The two lines may come in two batches.
 */
async function eachOnce(query: Query, node: string, { failures }: Ledger): Promise<Row[]> {
  const sidsOf = (wanted: string) => failures.flatMap(({ sid, reason }) => (sid && reason === wanted ? sid : []));
  const blocked = new Set(sidsOf('blocked-network'));
  const wrong = sidsOf('wrong-password');
  if (blocked.size > 0) {
    await query(`DELETE FROM "FailedLogin" WHERE node = $1 AND sid = ANY($2) AND reason = 'wrong-password'`, [
      node,
      [...blocked],
    ]);
  }
  if (wrong.length > 0) {
    const rows = await query<{ sid: string }>(
      `SELECT DISTINCT sid FROM "FailedLogin" WHERE node = $1 AND sid = ANY($2) AND reason = 'blocked-network'`,
      [node, wrong],
    );
    for (const { sid } of rows) blocked.add(sid);
  }
  return failures
    .filter(({ sid, reason }) => !(sid && blocked.has(sid) && reason === 'wrong-password'))
    .map((failure) => ({ ...failure }));
}

async function toldBefore(query: Query, node: string, { rejected }: Ledger): Promise<Set<string>> {
  if (rejected.length === 0) return new Set();
  const rows = await query<{ sid: string }>(
    'SELECT DISTINCT sid FROM "FailedLogin" WHERE node = $1 AND sid = ANY($2)',
    [node, rejected.map(({ sid }) => sid)],
  );
  return new Set(rows.map(({ sid }) => sid));
}

async function addProtocols(query: Query, node: string, { rejected }: Ledger): Promise<void> {
  if (rejected.length === 0) return;
  await query(
    `UPDATE "FailedLogin" f SET protocol = x.protocol::"Protocol" FROM unnest($2::text[], $3::text[]) AS x(sid, protocol)
     WHERE f.node = $1 AND f.sid = x.sid AND f.protocol IS NULL AND x.protocol IS NOT NULL`,
    [node, rejected.map(({ sid }) => sid), rejected.map(({ service, cred }) => protocolOf(service, cred))],
  );
}
