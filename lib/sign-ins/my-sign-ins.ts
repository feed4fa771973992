import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { SignInMethod } from './shapes';

export interface MySignIn {
  id: string;
  ip: string;
  userAgent: string;
  method: SignInMethod;
  createdAt: string;
  lastSeenAt: string;
  /** When it ended or expired; null while it is open. */
  endedAt: string | null;
  /** The current one. */
  current: boolean;
}

const historyDays = 90;
const maxOpen = 100;
const maxEnded = 50;

/** The sign-ins of the account, in any role. */
function mine(actor: Actor) {
  return actor.kind === 'mailbox' ? { mailboxId: actor.id } : { personId: actor.id };
}

/** Open sign-ins, then the last ones that ended, newest first. */
export async function listMySignIns(actor: Actor, now = new Date()): Promise<MySignIn[]> {
  const since = new Date(now.getTime() - historyDays * 86_400_000);
  const isOpen = { endedAt: null, expiresAt: { gt: now } };
  const [open, ended] = await Promise.all([
    db().signIn.findMany({ where: { ...mine(actor), ...isOpen }, orderBy: { lastSeenAt: 'desc' }, take: maxOpen }),
    db().signIn.findMany({
      where: { ...mine(actor), NOT: isOpen, createdAt: { gt: since } },
      orderBy: { createdAt: 'desc' },
      take: maxEnded,
    }),
  ]);
  return [...open, ...ended].map((row) => ({
    id: row.id,
    ip: row.ip,
    userAgent: row.userAgent,
    method: row.method,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? (row.expiresAt <= now ? row.expiresAt.toISOString() : null),
    current: row.id === actor.signInId,
  }));
}

export async function endMySignIn(actor: Actor, id: string): Promise<void> {
  demand(actor, 'self:secure');
  await transaction(async (tx) => {
    const row = await tx.signIn.findFirst({
      where: { id, ...mine(actor), endedAt: null },
      select: { id: true, ip: true },
    });
    if (!row) throw new Refusal('not-found');
    await tx.signIn.update({ where: { id: row.id }, data: { endedAt: new Date() }, select: { id: true } });
    await record(tx, actor, {
      action: 'sign-in.end',
      object: { type: 'sign-in', id: row.id, label: actor.name },
      owner: actor,
      before: { ip: row.ip },
    });
  });
}
