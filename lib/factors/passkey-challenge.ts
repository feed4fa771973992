import { db } from '@/lib/db';

/** The browser asks the person for a fingerprint or PIN in this time. */
const minutes = 5;

/** Stores a challenge for a passkey. For a sign-in, the account is not known yet. Expired challenges are removed. */
export async function storeChallenge(challenge: string, accountId: string | null): Promise<void> {
  const now = Date.now();
  await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  await db().passkeyChallenge.create({
    data: { challenge, accountId, expiresAt: new Date(now + minutes * 60_000) },
    select: { id: true },
  });
}

/** Spends a challenge. Returns false if it was not issued or was already answered. */
export async function spendChallenge(challenge: string, accountId: string | null): Promise<boolean> {
  const { count } = await db().passkeyChallenge.deleteMany({
    where: { challenge, accountId, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}
