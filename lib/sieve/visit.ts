import { randomBytes } from 'node:crypto';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { mintMailToken } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { SieveClient, SieveRefusal } from './client';
import { limits } from './limits';

/**
 * Runs `work` on a connection signed in as the owner, and leaves again: signing in costs a few milliseconds, and an open
 * connection would be a process on the mail server. The browser's address is handed on by XCLIENT, so that the session
 * page shows it, and the sign-in's id is the credential.
 */
export async function visit<T>(actor: Actor, work: (client: SieveClient) => Promise<T>): Promise<T> {
  demand(actor, 'filter:use');
  if (actor.kind !== 'mailbox' || !actor.mailboxId || !actor.signInId) throw new Refusal('not-allowed');
  await admit(actor);
  const client = await reach();
  try {
    await signIn(client, actor.name, actor.mailboxId, actor.signInId, actor.ip);
    return await work(client);
  } catch (error) {
    throw refusalOf(error);
  } finally {
    void client.leave();
  }
}

/** What Dovecot asks its view too (mail_sign_in); asked here first, because the words here are better. */
async function admit(actor: Actor): Promise<void> {
  const mailbox = await db().mailboxDirectory.findFirst({
    where: { id: actor.mailboxId ?? '', ...mailboxScope(actor) },
    select: { sieve: true, suspendedAt: true },
  });
  if (!mailbox) throw new Refusal('not-found');
  if (mailbox.suspendedAt) throw new Refusal('suspended');
  if (!mailbox.sieve) throw new Refusal('not-allowed', { reason: 'filters-off' });
}

async function reach(): Promise<SieveClient> {
  try {
    const { client } = await SieveClient.open('127.0.0.1', config().MILEPOST_PORTS.sieve);
    return client;
  } catch (error) {
    throw new Refusal('node-unreachable', { reason: String((error as Error).message).slice(0, 100) });
  }
}

async function signIn(client: SieveClient, address: string, mailboxId: string, signInId: string, ip: string | null) {
  const session = `web${signInId.replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  await client.run(`XCLIENT ${ip && /^[0-9a-f.:]{2,45}$/i.test(ip) ? `ADDR=${ip} ` : ''}SESSION=${session}`);
  const token = await mintMailToken(mailboxId, signInId);
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

function refusalOf(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if (error instanceof SieveRefusal) {
    if (error.code.startsWith('QUOTA')) return new Refusal('too-large', { limit: limits.scriptBytes });
    const code = codes[error.code as keyof typeof codes];
    return new Refusal(code ?? 'mail-server-refused', { reason: error.words.slice(0, 500) });
  }
  const reason = String((error as Error).message);
  const ours = ['deadline', 'connection closed', 'answer too long', 'line too long', 'bad literal', 'not an answer'];
  const { code } = error as { code?: string };
  if (ours.includes(reason) || code === 'ECONNRESET' || code === 'EPIPE')
    return new Refusal('node-unreachable', { reason });
  return error;
}
