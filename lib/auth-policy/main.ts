import path from 'node:path';
import { config } from '@/lib/config';
import { MailGuesses } from '@/lib/guesses';
import { log } from '@/lib/log';
import { OutboundPolicy } from '@/lib/outbound';
import { maySendAs } from '@/lib/senders';
import { listenForPostfix } from './listen-for-postfix';
import { readOutbound, writeOutbound } from './outbound';
import { peerPolicy, readSockets } from './peers';
import { postfixServer } from './postfix-server';
import { policyServer } from './serve';
import { type Peer, uidOf } from './sockets';

// Answers Dovecot's questions before each password, so that panel and mail protocols have one count of guesses; rspamd's,
// whose the address in From is, and how much Sieve may send; and Postfix's, how much a mailbox may send and who connects to the ports that trust. It is
// a process of its own, because a release of the panel must not make sign-ins wait: while nobody answers here, each waits
// 3 s and is not counted.

/** An outage of the database is a fault of every sign-in, and not worth as many lines. */
const quietMs = 10_000;

const {
  MILEPOST_HOME: dataDirectory,
  MILEPOST_PORTS: ports,
  MILEPOST_POLICY_KEY: key,
  MILEPOST_TRUSTED_UIDS: trustedUids,
  MILEPOST_URL: panelUrl,
} = config();
if (!key) throw new Error('MILEPOST_POLICY_KEY is not set: the stack starts this process with it');

let saidAt = 0;
let faults = 0;

function onFault(error: unknown): void {
  faults += 1;
  if (Date.now() - saidAt < quietMs) return;
  log.error(`not counted (${faults} since the last line): ${error instanceof Error ? error.message : String(error)}`);
  saidAt = Date.now();
  faults = 0;
}

const outbound = new OutboundPolicy();
const outboundServer = postfixServer({
  open: () => async (request) => {
    const question = readOutbound(request);
    return question ? writeOutbound(await outbound.ask(question)) : 'DUNNO';
  },
  // A fault of ours must not stop mail.
  onFailure: 'DUNNO',
  onFault,
});
const peerServer = postfixServer({
  open: peerPolicy(new Set(trustedUids)),
  onFailure: '450 4.3.0 it is not known who connects',
  onFault,
});

const ours = new Set(trustedUids);
async function isOurs(peer: Peer): Promise<boolean> {
  const uid = uidOf(await readSockets(), peer);
  return uid !== null && ours.has(uid);
}

const server = policyServer({
  key,
  panelUrl,
  guesses: new MailGuesses(),
  isOurs,
  maySendAs,
  // rspamd asks once for each message, so there is no repeated question to recognise.
  countSieve: (sender, recipients) =>
    outbound.ask({ stage: 'message', login: '', sender, recipients, instance: '', ip: '' }),
  onFault,
});
server.once('error', (error) => {
  log.error('the authentication policy cannot listen', error);
  process.exit(1);
});
for (const [name, each] of Object.entries({ outbound: outboundServer, peer: peerServer }))
  await listenForPostfix(each, path.join(dataDirectory, 'run-policy', `${name}.sock`));
server.listen(ports.policy, '127.0.0.1', () => log.info(`authentication policy at port ${ports.policy}`));

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    log.info('authentication policy stopped');
    process.exit(0);
  });
}
process.on('unhandledRejection', onFault);
