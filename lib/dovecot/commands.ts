import { type Queries, queries, sql } from '@/lib/db';
import { answerChannel } from './channels';
import { longVerbs, type NodeVerb } from './verbs';

export interface NodeCommand {
  id: bigint;
  verb: string;
  args: unknown;
}

/** After this time, no caller is waiting for an answer. */
const maxAgeMinutes = 2;

/** Claims unclaimed commands of this node, oldest first: at most as many of each kind as the agent has free places. */
export async function claimCommands(node: string, free: { long: number; short: number }): Promise<NodeCommand[]> {
  const claimed: NodeCommand[] = [];
  if (free.short > 0) claimed.push(...(await claim(node, free.short, 'not in')));
  if (free.long > 0) claimed.push(...(await claim(node, free.long, 'in')));
  return claimed;
}

function claim(node: string, maxCommands: number, verbs: 'in' | 'not in'): Promise<NodeCommand[]> {
  return queries()
    .updateTable('NodeCommand')
    .set({ startedAt: sql`now()` })
    .where('id', 'in', (from) =>
      from
        .selectFrom('NodeCommand')
        .select('id')
        .where('node', '=', node)
        .where('verb', verbs, longVerbs)
        .where('finishedAt', 'is', null)
        .where('startedAt', 'is', null)
        .where(sql<boolean>`"createdAt" > now() - make_interval(mins => ${maxAgeMinutes}::int)`)
        .orderBy('id')
        .limit(maxCommands)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'verb', 'args'])
    .execute();
}

/**
 * Refuses the commands that an agent of this node took and did not finish before it was killed, so that nobody waits for
 * them. Their callers repeat what may be repeated.
 */
export async function refuseLeftCommands(node: string): Promise<void> {
  const rows = await queries()
    .selectFrom('NodeCommand')
    .select('id')
    .where('node', '=', node)
    .where('startedAt', 'is not', null)
    .where('finishedAt', 'is', null)
    .execute();
  for (const { id } of rows) await answerCommand(id, false, { restarted: true });
}

/** Stores the result of a command and notifies the caller. */
export async function answerCommand(id: bigint, ok: boolean, result: unknown): Promise<void> {
  await queries()
    .with('done', (from) =>
      from
        .updateTable('NodeCommand')
        .set({ finishedAt: sql`now()`, ok, result: JSON.stringify(result) })
        .where('id', '=', id)
        .returning('id'),
    )
    .selectFrom('done')
    .select(sql`pg_notify(${answerChannel}, id::text)`.as('notified'))
    .execute();
}

/** Removes answered and expired commands. */
export async function forgetOldCommands(): Promise<void> {
  await queries().deleteFrom('NodeCommand').where(sql<boolean>`"createdAt" < now() - interval '1 hour'`).execute();
}

/** The addresses among these that the panel asked to disconnect shortly before their process ended. */
export async function askedToDisconnect(
  inside: Queries,
  node: string,
  ends: { address: string; at: string | null; pid: number | null }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ address: string }>`
    SELECT DISTINCT x.address
    FROM jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) AS x(address text, at timestamptz, pid int)
    JOIN "NodeCommand" c ON c.node = ${node} AND c.args ->> 'user' = x.address
      AND (c.verb = 'disconnect-user' OR (c.verb = 'disconnect-session' AND (c.args ->> 'pid')::int = x.pid))
      AND c."createdAt" BETWEEN x.at - interval '1 minute' AND x.at + interval '5 seconds'`.execute(inside);
  return new Set(rows.map(({ address }) => address));
}

/** The clocks of the database and of a node may differ by this. */
const maxSkewSeconds = 5;

/** The commands of the panel that ran when something happened in a mailbox, by the number of the step. */
export async function commandsBehind(
  inside: Queries,
  node: string,
  steps: { address: string; at: string; folder: string; verbs: readonly NodeVerb[] }[],
): Promise<Map<number, NodeVerb>> {
  const numbered = steps.map((step, number) => ({ ...step, number }));
  const { rows } = await sql<{ number: number; verb: NodeVerb }>`
    SELECT DISTINCT ON (x.number) x.number, c.verb
    FROM jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb)
      AS x(number int, address text, at timestamptz, folder text, verbs text[])
    JOIN "NodeCommand" c ON c.node = ${node} AND c.verb = ANY(x.verbs)
      AND lower(c.args ->> 'user') = lower(x.address)
      AND (c.args ->> 'folder' IS NULL OR c.args ->> 'folder' = x.folder
        -- Dovecot cuts long names in its log.
        OR (right(x.folder, 3) = '...' AND starts_with(c.args ->> 'folder', left(x.folder, -3))))
      AND x.at BETWEEN c."startedAt" - make_interval(secs => ${maxSkewSeconds}::int)
        AND coalesce(c."finishedAt", now()) + make_interval(secs => ${maxSkewSeconds}::int)
    ORDER BY x.number, c.id`.execute(inside);
  return new Map(rows.map(({ number, verb }) => [number, verb]));
}
