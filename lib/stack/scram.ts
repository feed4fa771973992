import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** That of PostgreSQL. Our passwords are 256 random bits, so more would not make them safer. */
const iterations = 4096;

/**
 * What PostgreSQL stores of a password (RFC 5803, with the syntax of pg_authid.rolpassword). It may be shown to whoever
 * administers the database and be in the server's log, because the password does not follow from it.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
