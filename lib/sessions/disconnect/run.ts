import { z } from 'zod';
import { allSessions } from '@/lib/activity';
import { type Act, recordMany } from '@/lib/audit';
import { db, type Prisma, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define } from '@/lib/jobs';
import { protocolFacts, protocolsOfService } from '@/lib/protocols';
import type { Actor } from '@/lib/tenancy';
import { disconnectJobName } from './start';

/** Processes that are signalled in parallel. A node answers each within a second. */
const parallel = 8;
/** Lines between two updates of the receipt. */
const batchSize = 40;
/** Prefix of the pid in the id of an adopted session, which Dovecot does not know. */
const adoptedSid = 'who-';

type Line = Prisma.DisconnectLineGetPayload<object>;

/** Disconnects the sessions of a receipt, line by line. A second run continues with lines without an outcome. */
export const disconnectJob = define(
  disconnectJobName,
  z.object({ disconnectId: z.uuid(), actor: z.custom<Actor>((value) => typeof value === 'object' && value !== null) }),
  async ({ disconnectId, actor }) => {
    const receipt = await db().disconnect.findUnique({ where: { id: disconnectId } });
    if (!receipt || receipt.finishedAt) return;
    for (;;) {
      const lines = await db().disconnectLine.findMany({
        where: { disconnectId, outcome: null },
        orderBy: { number: 'asc' },
        take: batchSize,
      });
      if (lines.length === 0) break;
      const answers = await inParallel(lines, disconnectOne);
      await transaction(async (tx) => {
        for (const { number, outcome, endedAt } of answers) {
          await tx.disconnectLine.update({
            where: { disconnectId_number: { disconnectId, number } },
            data: { outcome, endedAt },
          });
        }
        await tx.disconnect.update({
          where: { id: disconnectId },
          data: {
            done: { increment: answers.length },
            disconnected: { increment: answers.filter(({ endedAt }) => endedAt).length },
          },
        });
        await recordMany(tx, actor, answers.map(act(disconnectId, receipt)));
      });
    }
    await checkAgain(disconnectId, receipt.startedAt);
  },
  { urgent: true },
);

async function disconnectOne(line: Line): Promise<Line> {
  const { sessionId, node, address, protocol, sid, pid } = line;
  const session = sessionId
    ? await allSessions().select('s.endedAt').where('s.id', '=', sessionId).executeTakeFirst()
    : undefined;
  if (session?.endedAt) return { ...line, outcome: 'already-ended', endedAt: session.endedAt };
  if (!pid) return { ...line, outcome: 'pid-unknown' };
  const { service } = protocolFacts[protocol];
  try {
    const { ended, why } = await askNode(node, 'disconnect-session', {
      user: address,
      service,
      pid,
      ...(sid && !sid.startsWith(adoptedSid) ? { sid } : {}),
    });
    return { ...line, outcome: why ?? (ended ? 'ended' : 'still-there'), endedAt: ended ? new Date() : null };
  } catch (error) {
    if (error instanceof Refusal) return { ...line, outcome: error.code };
    throw error;
  }
}

/** Reads Dovecot's connections again, to find those that are still open and those that have reconnected. */
async function checkAgain(disconnectId: string, startedAt: Date): Promise<void> {
  const lines = await db().disconnectLine.findMany({ where: { disconnectId } });
  const still: number[] = [];
  let returned = 0;
  let seen = true;
  for (const [node, group] of Map.groupBy(lines, (line) => line.node)) {
    try {
      const byPid = new Map(group.map((line) => [line.pid, line]));
      const clients = new Set(group.map(({ address, remoteIp }) => `${address} ${remoteIp}`));
      for (const { pid, user, ip, service } of await askNode(node, 'who', {})) {
        const line = byPid.get(pid);
        if (line && line.address === user && serves(service, line)) still.push(line.number);
        else if (clients.has(`${user} ${ip}`) && (await isNewer(node, pid, startedAt))) returned += 1;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      seen = false;
    }
  }
  await transaction(async (tx) => {
    const { count } = await tx.disconnectLine.updateMany({
      where: { disconnectId, number: { in: still }, endedAt: { not: null } },
      data: { outcome: 'still-there', endedAt: null },
    });
    const at = new Date();
    await tx.disconnect.update({
      where: { id: disconnectId },
      data: { disconnected: { decrement: count }, returned, finishedAt: at, checkedAt: seen ? at : null },
    });
  });
}

/** Whether a listed service belongs to the protocol of a line. */
function serves(service: string, { protocol }: Line): boolean {
  return protocolsOfService(service).includes(protocol);
}

/** A connection without a known session, or one that started after the disconnect. */
async function isNewer(node: string, pid: number, since: Date): Promise<boolean> {
  const known = await allSessions()
    .select('s.startedAt')
    .where('s.node', '=', node)
    .where('s.pid', '=', pid)
    .where('s.endedAt', 'is', null)
    .executeTakeFirst();
  return !known || known.startedAt > since;
}

function act(receipt: string, { customerId, resellerId }: { customerId: string | null; resellerId: string | null }) {
  return ({ sessionId, address, mailboxId, protocol, remoteIp, clientName, credential, ...line }: Line): Act => ({
    action: 'session.disconnect',
    object: { type: 'session', id: String(sessionId ?? ''), label: address },
    owner: { customerId, resellerId, mailboxId },
    after: {
      protocol,
      remoteIp,
      clientName,
      credential,
      startedAt: line.startedAt,
      node: line.node,
      ended: line.endedAt !== null,
      why: line.outcome,
      receipt,
    },
  });
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const waiting = [...items.entries()];
  const next = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) results[entry[0]] = await work(entry[1]);
  };
  await Promise.all(Array.from({ length: parallel }, next));
  return results;
}
