import { createHash, randomBytes } from 'node:crypto';
import { db } from '@/lib/db';

/** Enough for any sign-in, and short enough to limit the use of a leaked token. */
const lifetimeMinutes = 10;

/**
 * Creates a token with which the panel signs in to Dovecot as the owner of a mailbox, within ten minutes. The
 * database stores its SHA-256. Dovecot looks it up like an app password and logs the web sign-in as the credential
 * (web<id>). The token is invalid after the sign-in ends.
 */
export async function createMailToken(mailboxId: string, signInId: string): Promise<string> {
  // 256 random bits need no salt, and the token is looked up by its digest.
  const token = randomBytes(32).toString('base64url');
  await db().webToken.create({
    data: {
      mailboxId,
      signInId,
      tokenSha256: createHash('sha256').update(token).digest('hex'),
      expiresAt: new Date(Date.now() + lifetimeMinutes * 60_000),
    },
    select: { id: true },
  });
  return token;
}

/** Removes expired tokens. */
export async function forgetOldTokens(now: Date): Promise<void> {
  await db().webToken.deleteMany({ where: { expiresAt: { lt: now } } });
}
