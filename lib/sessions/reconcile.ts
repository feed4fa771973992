import { setTimeout as wait } from 'node:timers/promises';
import { pool } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { adoptedSid, protocolOf } from './draft';
import { inTurn } from './in-turn';

/** How often the open sessions are compared with Dovecot's own list of connections (ms). */
const everyMs = 5_000;
/** A difference must last through two looks: lines of the log are on their way, and logins in the middle of theirs. */
const looks = 2;
/** A session younger than this (ms) is not missed yet. */
const youngMs = 3_000;

type Connection = { user: string; service: string; pid: number; ip: string };
/** How many looks in a row a difference has been seen. */
type Differences = Map<string, number>;

/** Compares until the signal. A node whose agent is silent is left alone: not to see is not to know. */
export async function reconcile(signal: AbortSignal, log: (text: string) => void): Promise<void> {
  const differences = new Map<string, Differences>();
  let failing = false;
  while (!signal.aborted) {
    try {
      const { rows } = await pool().query<{ name: string }>(
        `SELECT name FROM "Node" WHERE "reportedAt" > now() - interval '20 seconds'`,
      );
      for (const { name } of rows) {
        const before = differences.get(name) ?? new Map();
        differences.set(name, await reconcileNode(name, before));
      }
      failing = false;
    } catch (error) {
      if (!failing && !signal.aborted) log(`cannot reconcile: ${describe(error)}`);
      failing = true;
    }
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** One look at one node. Ends what is gone, adopts what was missed, and notes both figures. */
export async function reconcileNode(node: string, before: Differences): Promise<Differences> {
  const { rows: clock } = await pool().query<{ at: Date }>('SELECT clock_timestamp() AS at');
  const askedAt = clock[0]?.at.getTime() ?? Date.now();
  const connections = (await askNode(node, 'who', {}, { deadline: 8_000 })).filter(({ service }) =>
    protocolOf(plain(service), null),
  );
  return inTurn(async (query) => {
    const open = await query<{ id: string; pid: number | null; address: string; protocol: string; startedAt: Date }>(
      'SELECT id::text, pid, address, protocol, "startedAt" FROM "MailSession" WHERE node = $1 AND "endedAt" IS NULL',
      [node],
    );
    const after: Differences = new Map();
    const lasts = (key: string) => {
      const count = (before.get(key) ?? 0) + 1;
      after.set(key, count);
      return count >= looks;
    };
    const byPid = new Map(connections.map((connection) => [connection.pid, connection]));
    const known = new Set(open.flatMap(({ pid }) => (pid === null ? [] : [pid])));
    const gone = open.filter((session) => {
      const connection = session.pid === null ? undefined : byPid.get(session.pid);
      const there =
        connection && connection.user === session.address && family(session.protocol) === plain(connection.service);
      return !there && session.startedAt.getTime() < askedAt - youngMs && lasts(`gone ${session.id}`);
    });
    const missed = connections.filter(
      (connection) => !known.has(connection.pid) && lasts(`missed ${connection.pid} ${connection.user}`),
    );
    if (gone.length > 0) {
      await query(
        `UPDATE "MailSession" SET "endedAt" = GREATEST("lastSeenAt", now() - interval '${everyMs} milliseconds'), "endReason" = 'lost',
           "endDetail" = 'Not in the list of connections of the mail server.', revision = (SELECT last_value FROM session_revision)
         WHERE id = ANY($1::bigint[]) AND "endedAt" IS NULL`,
        [gone.map(({ id }) => id)],
      );
    }
    if (missed.length > 0) await adopt(query, node, missed);
    await query('UPDATE "Node" SET "reconciledAt" = now(), "driftMissing" = $2, "driftUnknown" = $3 WHERE name = $1', [
      node,
      gone.length,
      missed.length,
    ]);
    return after;
  });
}

/** A connection whose login nobody saw: what Dovecot's list says of it, and nothing else. */
async function adopt(
  query: Parameters<Parameters<typeof inTurn>[0]>[0],
  node: string,
  missed: Connection[],
): Promise<void> {
  await query('SELECT mail_session_month(now())');
  await query(
    `INSERT INTO "MailSession" (node, sid, protocol, "mailboxId", "domainId", "customerId", "resellerId", address, "remoteIp",
       transport, pid, "startedAt", "lastSeenAt", "seenBy", revision)
     SELECT $1, '${adoptedSid}' || x.pid, x.protocol::"Protocol", m.id, m."domainId", m."customerId", m."resellerId", x.address,
       NULLIF(x.ip, '')::inet, 'unknown', x.pid, now(), now(), 'who', (SELECT last_value FROM session_revision)
     FROM unnest($2::text[], $3::text[], $4::int[], $5::text[]) AS x(address, protocol, pid, ip)
     LEFT JOIN "Mailbox" m ON m.address = lower(x.address)`,
    [
      node,
      missed.map(({ user }) => user.slice(0, 320)),
      missed.map(({ service }) => protocolOf(plain(service), null)),
      missed.map(({ pid }) => pid),
      missed.map(({ ip }) => (/^[0-9a-f.:]+$/.test(ip) ? ip : '')),
    ],
  );
}

function describe(error: unknown): string {
  if (error instanceof Refusal) return `${error.code} ${JSON.stringify(error.details)}`;
  return error instanceof Error ? error.message : String(error);
}

function plain(service: string): string {
  return service === 'managesieve' ? 'sieve' : service;
}

/** Dovecot's service of a protocol: webmail is IMAP to it. */
function family(protocol: string): string {
  return protocol === 'webmail' ? 'imap' : protocol;
}
