import { randomBytes } from 'node:crypto';
import { config } from '@/lib/config';
import { createMailToken } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { SieveClient, SieveRefusal } from './client';
import { Scripts } from './scripts';
import { maxScriptBytes } from './shapes';

/** The owner of the scripts and the web sign-in. */
interface Owner {
  mailboxId: string;
  address: string;
  signInId: string;
  /** The browser's address. */
  ip: string | null;
}

/**
 * Runs `work` on a connection signed in as the owner, then logs out: a sign-in costs a few milliseconds, and an open
 * connection would be a process on the mail server. XCLIENT passes the address of the browser, so that the session
 * page shows it. The id of the sign-in is the credential.
 */
export async function withScripts<T>(owner: Owner, work: (scripts: Scripts) => Promise<T>): Promise<T> {
  const client = await connect();
  try {
    await signIn(client, owner);
    return await work(new Scripts(client));
  } catch (error) {
    throw refusalOf(error);
  } finally {
    void client.logout();
  }
}

async function connect(): Promise<SieveClient> {
  try {
    const { client } = await SieveClient.open('127.0.0.1', config().MILEPOST_PORTS.sieve);
    return client;
  } catch (error) {
    throw new Refusal('node-unreachable', { reason: String((error as Error).message).slice(0, 100) });
  }
}

async function signIn(client: SieveClient, { mailboxId, address, signInId, ip }: Owner) {
  const session = `web${signInId.replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  await client.run(`XCLIENT ${ip && /^[0-9a-f.:]{2,45}$/i.test(ip) ? `ADDR=${ip} ` : ''}SESSION=${session}`);
  const token = await createMailToken(mailboxId, signInId);
  // RFC 4616, 2.
  const initial = Buffer.from(`\0${address}\0${token}`).toString('base64');
  try {
    await client.authenticate('PLAIN', initial);
  } catch (error) {
    if (error instanceof SieveRefusal) throw new Refusal('mail-server-refused', { reason: error.words.slice(0, 200) });
    throw error;
  }
}

/** Response codes of RFC 5804, 1.3, as ours. */
const codes = { NONEXISTENT: 'not-found', ALREADYEXISTS: 'taken', ACTIVE: 'in-use' } as const;

/** Messages of errors after which the connection cannot be used. */
const brokenConnection = [
  'deadline',
  'connection closed',
  'answer too long',
  'line too long',
  'bad literal',
  'not an answer',
];

function refusalOf(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if (error instanceof SieveRefusal) {
    if (error.code.startsWith('QUOTA')) return new Refusal('too-large', { limit: maxScriptBytes });
    const code = codes[error.code as keyof typeof codes];
    return new Refusal(code ?? 'mail-server-refused', { reason: error.words.slice(0, 500) });
  }
  const reason = String((error as Error).message);
  const { code } = error as { code?: string };
  if (brokenConnection.includes(reason) || code === 'ECONNRESET' || code === 'EPIPE')
    return new Refusal('node-unreachable', { reason });
  return error;
}
