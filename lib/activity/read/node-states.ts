import { db, sql } from '@/lib/db';
import { type Actor, may } from '@/lib/tenancy';
import type { NodeState } from '../shapes';
import { nodeTroubles } from '../values';
import { sessionsOf } from './sessions';

/** The last reported state of the nodes. Only staff see the details of a fault. */
export async function nodeStates(actor: Actor): Promise<NodeState[]> {
  const [nodes, open] = await Promise.all([
    db().node.findMany({ orderBy: { name: 'asc' } }),
    sessionsOf(actor)
      .where('s.endedAt', 'is', null)
      .groupBy('s.node')
      .select(['s.node', sql<number>`count(*)::int`.as('count')])
      .execute(),
  ]);
  const live = new Map(open.map(({ node, count }) => [node, count]));
  const staff = may(actor, 'node:read');
  return nodes.map((node) => ({
    name: node.name,
    version: staff ? node.version : '',
    agentSince: staff ? (node.agentSince?.toISOString() ?? null) : null,
    reportedAt: node.reportedAt?.toISOString() ?? null,
    reconciledAt: node.reconciledAt?.toISOString() ?? null,
    trouble: troubleOf(node, staff),
    troubleDetail: staff ? node.troubleDetail : null,
    driftMissing: staff ? node.driftMissing : 0,
    driftUnknown: staff ? node.driftUnknown : 0,
    unreadLines: staff ? node.unreadLines : 0,
    unreadSince: staff ? (node.unreadSince?.toISOString() ?? null) : null,
    live: live.get(node.name) ?? 0,
  }));
}

/** A few lines may be a single session. More are a form of the log that nobody knew, and its sessions are missing. */
const fewLines = 5;

function troubleOf({ trouble, unreadLines }: { trouble: string | null; unreadLines: number }, staff: boolean) {
  const code = trouble ?? (unreadLines > fewLines ? 'lines-unread' : null);
  if (code === null) return null;
  return staff ? (nodeTroubles.find((each) => each === code) ?? 'unseen') : 'unseen';
}
