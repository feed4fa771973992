import { setMaxListeners } from 'node:events';
import { config } from '@/lib/config';
import { log } from '@/lib/log';
import { ImapClient, Pop3Client } from '@/lib/mail-clients';
import { cast, type Device } from './cast';
import { claim, connection, ports } from './device-client';
import { between, pick } from './live-random';
import { followPace, justStarted, minute, pause, second, stopClients, stopSignal, waitUntilResumed } from './pace';
import { demoPassword } from './people';
import { manageFilters, pollMail, readMail } from './read-mail';
import { type ClientTokens, readTokens } from './tokens';
import { writeMail } from './write-mail';

// The clients of the demonstration. They connect over the real protocols from an address that Dovecot trusts, and
// forward a simulated client address. The load is low: about thirty connections, and a message every half minute.

/** Repeats work. After failures the delay increases up to a minute, so that a restarted server is not overloaded. */
async function forever(name: string, once: () => Promise<void>): Promise<void> {
  let failures = 0;
  while (!stopSignal().aborted) {
    const start = Date.now();
    try {
      await once();
      failures = 0;
    } catch (error) {
      if (stopSignal().aborted) return;
      if (Date.now() - start > minute) failures = 0;
      failures++;
      log.warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      await pause(Math.min(60, 2 ** failures) * second * between(0.5, 1)).catch(() => {});
    }
  }
}

/** People who mistype, machines that guess, and clients with a password or protocol that no longer works. */
async function failToSignIn(): Promise<void> {
  await pause((justStarted() ? between(25, 90) : between(3, 8) * 60) * second);
  const attempt = pick([
    { address: 'anna.berger@alpenglas.example', password: 'milepost-demi', ip: '203.0.113.10', pop3: false },
    { address: 'reception@hotel-brise.example', password: 'Ete2024!', ip: '198.51.100.20', pop3: true },
    { address: 'admin@kontor-weiss.example', password: 'admin', ip: '192.0.2.231', pop3: true },
    { address: 'root@alpenglas.example', password: '123456', ip: '192.0.2.231', pop3: false },
    // Suspended, and without POP3.
    { address: 'peter.maurer@alpenglas.example', password: demoPassword, ip: '203.0.113.141', pop3: false },
    { address: 'jonas.egger@alpenglas.example', password: demoPassword, ip: '203.0.113.10', pop3: true },
  ]);
  const claimed = claim(attempt.ip);
  try {
    if (attempt.pop3) await (await Pop3Client.connect(connection(ports().pop3s, true), attempt, { claimed })).quit();
    else (await ImapClient.connect(connection(ports().imaps, true), attempt, { claimed })).logout();
  } catch (error) {
    // A refusal is expected; anything else is reported.
    if (error instanceof Error && !/^(NO |-ERR)/.test(error.message)) throw error;
  }
}

async function main(): Promise<void> {
  if (config().MILEPOST_DEMO !== '1') throw new Error('The simulated clients run on the demonstration host only.');
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      stopClients();
      // The clients log out in this time.
      setTimeout(() => process.exit(0), 800);
    });
  }
  const tokens = readTokens(config().MILEPOST_HOME);
  const live = cast().filter((device) => device.live);
  const senders = live.filter((device) => device.sends);
  log.info(`${live.length} clients of ${new Set(live.map(({ resident }) => resident.address)).size} mailboxes`);
  void followPace();
  for (;;) {
    await runClients(live, senders, tokens);
    await waitUntilResumed();
  }
}

/** Runs all clients until the process is stopped. */
async function runClients(live: readonly Device[], senders: readonly Device[], tokens: ClientTokens): Promise<void> {
  // Each client adds a listener.
  setMaxListeners(0, stopSignal());
  await Promise.all([
    ...live.map(async (device, index) => {
      // One after the other: thirty concurrent password checks would overload a small machine.
      await pause(index * 250).catch(() => {});
      const once = device.protocol === 'imap' ? readMail : device.protocol === 'pop3' ? pollMail : manageFilters;
      await forever(device.key, () => once(device, tokens));
    }),
    forever('writing', () => writeMail(senders, tokens)),
    forever('failing', failToSignIn),
  ]);
}

main().catch((error: unknown) => {
  log.error('the simulator ended', error);
  process.exit(1);
});
