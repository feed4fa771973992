import { createHash, randomBytes } from 'node:crypto';
import { db } from '@/lib/db';

/** Longer than any one connection takes to sign in, shorter than a token that leaked would be worth. */
const minutes = 10;

/**
 * A token with which the panel signs in to Dovecot as the owner of a mailbox, once and within ten minutes. The database
 * holds its SHA-256; Dovecot finds it as it finds an app password, looks at the mailbox row with it, and names the web
 * sign-in as the credential (web<id>) in every log line. It is worth nothing once the sign-in has ended.
 */
export async function mintMailToken(mailboxId: string, signInId: string): Promise<string> {
  // 256 bits: found by its digest, so it needs no salt.
  const token = randomBytes(32).toString('base64url');
  await db().webToken.create({
    data: {
      mailboxId,
      signInId,
      tokenSha256: createHash('sha256').update(token).digest('hex'),
      expiresAt: new Date(Date.now() + minutes * 60_000),
    },
    select: { id: true },
  });
  return token;
}

/** Removes the tokens that are over. */
export async function forgetOldTokens(now: Date): Promise<void> {
  await db().webToken.deleteMany({ where: { expiresAt: { lt: now } } });
}
