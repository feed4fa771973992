import { db } from '@/lib/db';

/** Open sessions of one mailbox on one node, by the process that serves each. */
export async function openSessionsByPid(node: string, address: string, pids: number[]) {
  const sessions = await db().mailSession.findMany({
    where: { node, address, endedAt: null, pid: { in: pids } },
    select: { pid: true, protocol: true, credential: true },
  });
  return new Map(sessions.map((session) => [session.pid, session]));
}

/** How many sessions are open, of a customer or of all customers of a reseller. */
export function countOpenSessions(of: { customerId: string } | { resellerId: string }): Promise<number> {
  return db().mailSession.count({ where: { ...of, endedAt: null } });
}
