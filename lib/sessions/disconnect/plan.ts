import { allSessions, readSessionRows, sessionsOf } from '@/lib/activity';
import type { SessionRow } from '@/lib/activity/shapes';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { filtered } from '../filtered';
import { type DisconnectPlan, type DisconnectTarget, maxDisconnected, sessionFilter } from '../shapes';

/** A page waits this long for the list of a node. Nodes that do not answer are named. */
const timeoutMs = 3_000;

/** Plans a disconnect: the open sessions of the target, compared with Dovecot's connections. */
export async function planDisconnect(actor: Actor, target: DisconnectTarget): Promise<DisconnectPlan> {
  demand(actor, 'session:end');
  const rows = await openSessions(actor, target);
  const chosen = rows.slice(0, maxDisconnected);
  const addresses = new Set(chosen.map(({ address }) => address));
  const pids = new Map(chosen.map((row) => [`${row.node} ${row.pid}`, row.id]));
  const plan: DisconnectPlan = {
    rows: chosen,
    listed: [],
    unknown: 0,
    silent: [],
    more: rows.length > maxDisconnected,
  };
  const known = await openPids([...addresses]);
  for (const node of new Set(chosen.map((row) => row.node))) {
    try {
      for (const { pid, user } of await askNode(node, 'who', {}, { deadline: timeoutMs })) {
        const id = pids.get(`${node} ${pid}`);
        if (id) plan.listed.push(id);
        else if (addresses.has(user) && !known.has(`${node} ${pid}`)) plan.unknown += 1;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      plan.silent.push(node);
    }
  }
  return plan;
}

/** The open sessions of a target, newest first. One more than the limit, to detect that there are more. */
export async function openSessions(actor: Actor, target: DisconnectTarget): Promise<SessionRow[]> {
  return readSessionRows(
    meant(actor, target)
      .orderBy('s.startedAt', 'desc')
      .orderBy('s.id', 'desc')
      .limit(maxDisconnected + 1),
  );
}

function meant(actor: Actor, target: DisconnectTarget) {
  if (target.kind === 'filter') return filtered(actor, { ...target.filter, state: 'live' });
  if (target.kind === 'device')
    return filtered(actor, { ...sessionFilter.parse({}), state: 'live', deviceId: target.deviceId });
  return sessionsOf(actor).where('s.id', 'in', target.ids.map(BigInt)).where('s.endedAt', 'is', null);
}

/** Pids of open sessions of these mailboxes. Other listed connections have just started. */
async function openPids(addresses: string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await allSessions()
    .select(['s.node', 's.pid'])
    .where('s.endedAt', 'is', null)
    .where('s.address', 'in', addresses)
    .where('s.pid', 'is not', null)
    .execute();
  return new Set(rows.map(({ node, pid }) => `${node} ${pid}`));
}
