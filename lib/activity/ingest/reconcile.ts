import { setTimeout as wait } from 'node:timers/promises';
import { db, type Queries, queries, sql } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { log } from '@/lib/log';
import { protocolsOfService } from '@/lib/protocols';
import { adoptedSid } from './draft';
import { withWriteLock, writeRevision } from './write-lock';

/** The interval of comparing open sessions with Dovecot's connections. */
const everyMs = 5_000;
/** A node is skipped if its agent has been silent for longer, because its connections are unknown. */
const silentSeconds = 20;
/** A difference must exist in two rounds, because log lines may be delayed and logins may be in progress. */
const minRounds = 2;
/** A newer session may not be listed yet. */
const minAgeMs = 3_000;

type Connection = { user: string; service: string; pid: number; ip: string };
/** The number of consecutive rounds with this difference. */
type Differences = Map<string, number>;

/** Compares until the signal aborts. */
export async function reconcile(signal: AbortSignal): Promise<void> {
  const differences = new Map<string, Differences>();
  let failing = false;
  while (!signal.aborted) {
    try {
      const nodes = await db().node.findMany({
        where: { reportedAt: { gt: new Date(Date.now() - silentSeconds * 1000) } },
        select: { name: true },
      });
      for (const { name } of nodes) {
        const before = differences.get(name) ?? new Map();
        differences.set(name, await reconcileNode(name, before));
      }
      failing = false;
    } catch (error) {
      if (!failing && !signal.aborted) log.error(`cannot reconcile: ${describe(error)}`);
      failing = true;
    }
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}

/**
 * One round for one node. Ends sessions without a connection, adopts connections without a session, and stores both
 * counts.
 */
export async function reconcileNode(node: string, before: Differences): Promise<Differences> {
  const { rows: clock } = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`.execute(queries());
  const askedAt = clock[0]?.at.getTime() ?? Date.now();
  const connections = (await askNode(node, 'who', {}, { deadline: 8_000 })).filter(({ service }) =>
    firstProtocol(service),
  );
  return withWriteLock(async (inside) => {
    const open = await inside
      .selectFrom('MailSession')
      .select(['id', 'pid', 'address', 'protocol', 'startedAt'])
      .where('node', '=', node)
      .where('endedAt', 'is', null)
      .execute();
    const after: Differences = new Map();
    const lasts = (key: string) => {
      const count = (before.get(key) ?? 0) + 1;
      after.set(key, count);
      return count >= minRounds;
    };
    const byPid = new Map(connections.map((connection) => [connection.pid, connection]));
    const known = new Set(open.flatMap(({ pid }) => (pid === null ? [] : [pid])));
    const gone = open.filter((session) => {
      const connection = session.pid === null ? undefined : byPid.get(session.pid);
      const there =
        connection &&
        connection.user === session.address &&
        protocolsOfService(connection.service).includes(session.protocol);
      return !there && session.startedAt.getTime() < askedAt - minAgeMs && lasts(`gone ${session.id}`);
    });
    const missed = connections.filter(
      (connection) => !known.has(connection.pid) && lasts(`missed ${connection.pid} ${connection.user}`),
    );
    if (gone.length > 0) {
      await inside
        .updateTable('MailSession')
        .set({
          endedAt: sql`GREATEST("lastSeenAt", now() - make_interval(secs => ${everyMs / 1000}::float8))`,
          endReason: 'lost',
          endDetail: 'not-readFolders',
          revision: writeRevision,
        })
        .where(
          'id',
          'in',
          gone.map(({ id }) => id),
        )
        .where('endedAt', 'is', null)
        .execute();
    }
    if (missed.length > 0) await adopt(inside, node, missed);
    await inside
      .updateTable('Node')
      .set({ reconciledAt: sql`now()`, driftMissing: gone.length, driftUnknown: missed.length })
      .where('name', '=', node)
      .execute();
    return after;
  });
}

/** Creates sessions for connections without a logged login, with only the data of Dovecot's list. */
async function adopt(inside: Queries, node: string, missed: Connection[]): Promise<void> {
  const rows = missed.map(({ user, service, pid, ip }) => ({
    node,
    sid: adoptedSid + pid,
    protocol: firstProtocol(service),
    address: user.slice(0, 320),
    remoteIp: /^[0-9a-f.:]+$/.test(ip) ? ip : null,
    transport: 'unknown',
    pid,
  }));
  await sql`SELECT mail_session_month(now())`.execute(inside);
  await sql`INSERT INTO "MailSession" (node, sid, protocol, "mailboxId", "domainId", "customerId", "resellerId", address,
      "remoteIp", transport, pid, "startedAt", "lastSeenAt", "seenBy", revision)
    SELECT x.node, x.sid, x.protocol, m.id, m."domainId", m."customerId", m."resellerId", x.address, x."remoteIp",
      x.transport, x.pid, now(), now(), 'who', ${writeRevision}
    FROM jsonb_populate_recordset(NULL::"MailSession", ${JSON.stringify(rows)}::jsonb) AS x
    LEFT JOIN "MailboxDirectory" m ON m.address = lower(x.address)`.execute(inside);
}

function describe(error: unknown): string {
  if (error instanceof Refusal) return `${error.code} ${JSON.stringify(error.details)}`;
  return error instanceof Error ? error.message : String(error);
}

/** The assumed protocol of a service, until the log contains a credential. */
const firstProtocol = (service: string) => protocolsOfService(service)[0] ?? null;
