import { z } from 'zod';
import { type Act, recordMany } from '@/lib/audit';
import { db, type Prisma, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define } from '@/lib/jobs';
import type { Actor } from '@/lib/tenancy';
import { adoptedSid, protocolOf } from './draft';
import { carryOutName } from './start-ending';

/** Processes signalled at the same time: a node answers each within a second. */
const atOnce = 8;
/** Lines between two figures on the receipt. */
const together = 40;
/** Dovecot's own name of each protocol's service. */
const services = { imap: 'imap', webmail: 'imap', pop3: 'pop3', submission: 'submission', sieve: 'sieve' } as const;

type Line = Prisma.SessionEndingLineGetPayload<object>;

/** Ends what the receipt names, line by line; run again, it goes on with what has no outcome yet. */
export const carryOutEnding = define(
  carryOutName,
  z.object({ endingId: z.uuid(), actor: z.custom<Actor>((value) => typeof value === 'object' && value !== null) }),
  async ({ endingId, actor }) => {
    const ending = await db().sessionEnding.findUnique({ where: { id: endingId } });
    if (!ending || ending.finishedAt) return;
    for (;;) {
      const lines = await db().sessionEndingLine.findMany({
        where: { endingId, outcome: null },
        orderBy: { number: 'asc' },
        take: together,
      });
      if (lines.length === 0) break;
      const answers = await inParallel(lines, endOne);
      await transaction(async (tx) => {
        for (const { number, outcome, endedAt } of answers) {
          await tx.sessionEndingLine.update({
            where: { endingId_number: { endingId, number } },
            data: { outcome, endedAt },
          });
        }
        await tx.sessionEnding.update({
          where: { id: endingId },
          data: {
            done: { increment: answers.length },
            ended: { increment: answers.filter(({ endedAt }) => endedAt).length },
          },
        });
        await recordMany(tx, actor, answers.map(act(endingId, ending)));
      });
    }
    await lookAgain(endingId, ending.startedAt);
  },
);

async function endOne(line: Line): Promise<Line> {
  const { sessionId, node, address, protocol, sid, pid } = line;
  const now = () => new Date();
  const session = sessionId ? await db().mailSession.findFirst({ where: { id: sessionId } }) : null;
  if (session?.endedAt) return { ...line, outcome: 'already-ended', endedAt: session.endedAt };
  if (!pid) return { ...line, outcome: 'pid-unknown' };
  try {
    const { ended, why } = await askNode(node, 'end-session', {
      ...{ user: address, service: services[protocol], pid },
      // An adopted session has no id of Dovecot's yet.
      ...(sid && !sid.startsWith(adoptedSid) ? { sid } : {}),
    });
    return { ...line, outcome: why ?? (ended ? 'ended' : 'still-there'), endedAt: ended ? now() : null };
  } catch (error) {
    if (error instanceof Refusal) return { ...line, outcome: error.code };
    throw error;
  }
}

/** Asks Dovecot for its list once more: what is in it still, and who of them has come back meanwhile. */
async function lookAgain(endingId: string, startedAt: Date): Promise<void> {
  const lines = await db().sessionEndingLine.findMany({ where: { endingId } });
  const still: number[] = [];
  let back = 0;
  let seen = true;
  for (const [node, group] of Map.groupBy(lines, (line) => line.node)) {
    try {
      const byPid = new Map(group.map((line) => [line.pid, line]));
      const clients = new Set(group.map(({ address, remoteIp }) => `${address} ${remoteIp}`));
      for (const { pid, user, ip, service } of await askNode(node, 'who', {})) {
        const line = byPid.get(pid);
        if (line && line.address === user && services[line.protocol] === protocolOf(service, null))
          still.push(line.number);
        else if (clients.has(`${user} ${ip}`) && (await isNewer(node, pid, startedAt))) back += 1;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      seen = false;
    }
  }
  await transaction(async (tx) => {
    const { count } = await tx.sessionEndingLine.updateMany({
      where: { endingId, number: { in: still }, endedAt: { not: null } },
      data: { outcome: 'still-there', endedAt: null },
    });
    const at = new Date();
    await tx.sessionEnding.update({
      where: { id: endingId },
      data: { ended: { decrement: count }, back, finishedAt: at, checkedAt: seen ? at : null },
    });
  });
}

/** A connection that no session is known of, or one that began after the ending did. */
async function isNewer(node: string, pid: number, since: Date): Promise<boolean> {
  const known = await db().mailSession.findFirst({ where: { node, pid, endedAt: null }, select: { startedAt: true } });
  return !known || known.startedAt > since;
}

function act(endingId: string, { customerId, resellerId }: { customerId: string | null; resellerId: string | null }) {
  return (line: Line): Act => ({
    action: 'session.end',
    object: { type: 'session', id: String(line.sessionId ?? ''), label: line.address },
    owner: { customerId, resellerId, mailboxId: line.mailboxId },
    after: {
      ...{ protocol: line.protocol, remoteIp: line.remoteIp, clientName: line.clientName, credential: line.credential },
      ...{
        startedAt: line.startedAt,
        node: line.node,
        ended: line.endedAt !== null,
        why: line.outcome,
        receipt: endingId,
      },
    },
  });
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const waiting = [...items.entries()];
  const next = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) results[entry[0]] = await work(entry[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return results;
}
