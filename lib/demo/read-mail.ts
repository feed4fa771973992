import { type ImapClient, ManageSieveClient, Pop3Client } from '@/lib/mail-clients';
import type { Device } from './cast';
import { accountOf, claimOf, connection, openImap, ports } from './device-client';
import { between, chance } from './live-random';
import { justStarted, minute, pause, second, stopSignal } from './pace';
import type { ClientTokens } from './tokens';

/** A phone or a computer with the inbox open. A visiting one disconnects after a few minutes and returns later. */
export async function readMail(device: Device, tokens: ClientTokens): Promise<void> {
  const client = await openImap(device, tokens);
  const stop = () => client.logout();
  stopSignal().addEventListener('abort', stop, { once: true });
  try {
    await client.run('LIST "" "*"');
    await client.run('SELECT INBOX');
    await client.run('UID SEARCH UNSEEN');
    const deadline = Date.now() + (device.habit === 'visits' ? between(1.5, 5) * minute : between(25, 90) * minute);
    while (Date.now() < deadline) {
      const idleMs = justStarted() ? between(0.6, 2) * minute : between(4, 9) * minute;
      const fresh = await client.idle(Math.min(idleMs, Math.max(second, deadline - Date.now())));
      if (fresh) await openNewest(client);
      else if (chance(0.15)) await fileOne(client);
    }
    client.logout();
  } finally {
    stopSignal().removeEventListener('abort', stop);
    client.hangUp();
  }
  if (device.habit === 'visits') await pause(between(0.7, 4) * minute);
}

/** Opens the newest message, and often marks it as read. */
async function openNewest(client: ImapClient): Promise<void> {
  if (client.exists === 0) return;
  await client.run(`FETCH ${client.exists} (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)`);
  if (!chance(0.6)) return;
  await pause(between(4, 40) * second);
  // A POP3 client of the same mailbox may have removed it.
  await client.run('NOOP');
  if (client.exists === 0) return;
  await client.run(`FETCH ${client.exists} (BODY.PEEK[])`);
  await client.run(`STORE ${client.exists} +FLAGS.SILENT (\\Seen)`);
}

/** Files or removes one of the older messages. */
async function fileOne(client: ImapClient): Promise<void> {
  await client.run('NOOP');
  if (client.exists < 12) return;
  const number = Math.floor(between(1, client.exists - 6));
  await client.run(`MOVE ${number} ${chance(0.6) ? 'Trash' : 'Archive'}`);
}

/** The messages that each POP3 client has seen. A client stores this with its mail. */
const seen = new Map<string, Set<string>>();

/** Polls: fetches new messages, and some clients also remove them. */
export async function pollMail(device: Device, tokens: ClientTokens): Promise<void> {
  const to = connection(device.tls ? ports().pop3s : ports().pop3, device.tls);
  const client = await Pop3Client.connect(to, accountOf(device, tokens), { claimed: claimOf(device) });
  try {
    const list = await client.list();
    let known = seen.get(device.key);
    if (!known) {
      // All but the newest three count as fetched.
      known = new Set(list.slice(0, -3).map(({ uidl }) => uidl));
      seen.set(device.key, known);
    }
    for (const { number, uidl } of list) {
      if (known.has(uidl)) continue;
      await client.retrieve(number);
      if (device.habit === 'takes') await client.remove(number);
      known.add(uidl);
    }
    // Long enough to be visible on the page.
    await pause(between(1, 4) * second);
    await client.quit();
  } finally {
    client.hangUp();
  }
  await pause((justStarted() ? between(35, 60) : between(150, 240)) * second);
}

const script = `# Kept up to date by the demonstration.
require ["fileinto"];
if header :contains "list-id" "hot-glass" {
  fileinto "Archive";
}
`;

export async function manageFilters(device: Device, tokens: ClientTokens): Promise<void> {
  const to = connection(ports().sieve, false);
  const client = await ManageSieveClient.connect(to, accountOf(device, tokens), { claimed: claimOf(device) });
  try {
    await client.list();
    await client.put('milepost-demo', script);
    await client.list();
    await client.logout();
  } finally {
    client.hangUp();
  }
  await pause((justStarted() ? between(1, 3) : between(6, 15)) * minute);
}
