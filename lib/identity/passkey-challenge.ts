import { db } from '@/lib/db';

/** As long as somebody may look for the right finger. */
const minutes = 5;

/** Keeps what a passkey has to sign; for a sign-in nobody knows yet whose it is. What is past its time goes. */
export async function keepChallenge(challenge: string, accountId: string | null): Promise<void> {
  const now = Date.now();
  await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  await db().passkeyChallenge.create({
    data: { challenge, accountId, expiresAt: new Date(now + minutes * 60_000) },
    select: { id: true },
  });
}

/** Whether this was asked, and not answered before: of two answers to the same, one is refused. */
export async function spendChallenge(challenge: string, accountId: string | null): Promise<boolean> {
  const { count } = await db().passkeyChallenge.deleteMany({
    where: { challenge, accountId, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}
