import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';

export interface MySignIn {
  id: string;
  ip: string;
  userAgent: string;
  method: 'password' | 'code' | 'recovery' | 'passkey';
  createdAt: string;
  lastSeenAt: string;
  /** When it was ended or ran out; null while it holds. */
  endedAt: string | null;
  /** The one that asks. */
  current: boolean;
}

export interface MyFailure {
  id: string;
  ip: string;
  userAgent: string;
  /** What was wrong: the password, the code, or the passkey. */
  kind: string;
  at: string;
}

const historyDays = 90;

/** Rows of the account that asks, whatever it acts for. */
function mine(actor: Actor) {
  return actor.kind === 'mailbox' ? { mailboxId: actor.id } : { personId: actor.id };
}

/** Sign-ins that hold, then the last ones that ended, the newest first. */
export async function listMySignIns(actor: Actor, now = new Date()): Promise<MySignIn[]> {
  const since = new Date(now.getTime() - historyDays * 86_400_000);
  const holds = { endedAt: null, expiresAt: { gt: now } };
  const [open, ended] = await Promise.all([
    db().signIn.findMany({ where: { ...mine(actor), ...holds }, orderBy: { lastSeenAt: 'desc' }, take: 100 }),
    db().signIn.findMany({
      where: { ...mine(actor), NOT: holds, createdAt: { gt: since } },
      orderBy: { createdAt: 'desc' },
      take: 50,
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

/** Attempts under the account's name that did not open it. */
export async function listMyFailures(actor: Actor, now = new Date()): Promise<MyFailure[]> {
  const where = { id: actor.id };
  const name =
    actor.kind === 'mailbox'
      ? (await db().mailbox.findUnique({ where, select: { address: true } }))?.address
      : (await db().person.findUnique({ where, select: { email: true } }))?.email;
  if (!name) return [];
  const rows = await db().signInFailure.findMany({
    where: {
      name,
      kind: { in: ['password', 'code', 'passkey'] },
      at: { gt: new Date(now.getTime() - historyDays * 86_400_000) },
    },
    orderBy: { at: 'desc' },
    take: 50,
  });
  return rows.map(({ id, ip, userAgent, kind, at }) => ({
    id: String(id),
    ip,
    userAgent,
    kind,
    at: at.toISOString(),
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
