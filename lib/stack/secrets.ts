import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeOwned } from './data-directory';
import { Stop } from './stop';

const names = [
  'superuser',
  'owner',
  'app',
  'agent',
  'dovecot',
  'postfix',
  'policy',
  'nextAuth',
  'vault',
  'doveadm',
  'policyKey',
] as const;
type SecretName = (typeof names)[number];
export type Secrets = Record<SecretName, string>;

const shape = z.partialRecord(z.enum(names), z.string().min(32));

/** 256 bits, in characters that need no quoting. */
function fresh(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The passwords between the parts, generated once for a data directory. A secret that an older data directory lacks is
 * added.
 */
export function loadSecrets(dataDirectory: string): Secrets {
  const file = path.join(dataDirectory, 'keys/secrets.json');
  let known: Partial<Secrets> = {};
  if (existsSync(file)) {
    try {
      known = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      throw new Stop(`${file} is damaged. Bring it back from a copy: the database knows no other passwords.`);
    }
  }
  const secrets = Object.fromEntries(names.map((name) => [name, known[name] ?? fresh()])) as Secrets;
  if (names.some((name) => !known[name])) writeOwned(file, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  // The agent's key for doveadm, which gives access to all mail.
  writeOwned(path.join(dataDirectory, 'keys/doveadm.key'), `${secrets.doveadm}\n`, 0o400);
  return secrets;
}
