import { db } from '@/lib/db';

/** The browser asks for a finger or a PIN meanwhile. */
const minutes = 5;

/** Stores what a passkey must sign; for a sign-in without an account, which is not known yet. Expired ones are removed. */
export async function storeChallenge(challenge: string, accountId: string | null): Promise<void> {
  const now = Date.now();
  await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  await db().passkeyChallenge.create({
    data: { challenge, accountId, expiresAt: new Date(now + minutes * 60_000) },
    select: { id: true },
  });
}

/** Whether this challenge was issued and not answered before: of two answers to the same, one is refused. */
export async function spendChallenge(challenge: string, accountId: string | null): Promise<boolean> {
  const { count } = await db().passkeyChallenge.deleteMany({
    where: { challenge, accountId, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}
