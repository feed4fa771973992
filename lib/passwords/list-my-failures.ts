import { db } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { signInKinds } from './count-attempts';

export interface MyFailure {
  id: string;
  ip: string;
  userAgent: string;
  /** What was wrong: the password, the code, or the passkey. */
  kind: string;
  at: string;
}

const historyDays = 90;
const maxRows = 50;

/** Failed sign-ins with the name of the account. */
export async function listMyFailures(actor: Actor, now = new Date()): Promise<MyFailure[]> {
  const name = await signInNameOf(actor);
  if (name === null) return [];
  const rows = await db().signInFailure.findMany({
    where: { name, kind: { in: [...signInKinds] }, at: { gt: new Date(now.getTime() - historyDays * 86_400_000) } },
    orderBy: { at: 'desc' },
    take: maxRows,
  });
  return rows.map(({ id, ip, userAgent, kind, at }) => ({
    id: String(id),
    ip,
    userAgent,
    kind,
    at: at.toISOString(),
  }));
}

async function signInNameOf({ kind, id }: Actor): Promise<string | null> {
  if (kind === 'mailbox') {
    const mailbox = await db().mailboxDirectory.findUnique({ where: { id }, select: { address: true } });
    return mailbox?.address ?? null;
  }
  const member = await db().memberDirectory.findFirst({ where: { personId: id }, select: { email: true } });
  return member?.email ?? null;
}
