import { messageOf, readStackEnvironment, Stop } from '@/lib/stack';
import { type Attack, held } from './attacks/attack';
import { headers } from './attacks/headers';
import { prepareHost } from './attacks/host';
import { suspendedMailboxes } from './attacks/suspended-mailboxes';
import { whatABreakInReaches } from './attacks/what-a-break-in-reaches';
import { whatAStrangerCanStop } from './attacks/what-a-stranger-can-stop';
import { whoGuesses } from './attacks/who-guesses';
import { whoOwnsAName } from './attacks/who-owns-a-name';
import { whoSpeaks } from './attacks/who-speaks';
import { startNameServer } from './name-server';
import { type OwnStack, startOwnStack, stopOwnStacks } from './own-stack';

// Attacks an empty host as it is installed, on its real servers, and says of each attack whether the host held. Words in
// the arguments select attacks by their names: `npm run test:attack -- guesses`.

let interrupted = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    interrupted = true;
    stopOwnStacks();
  });
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const mailHost = 'mail.host.example';
/** The slowest waits a minute for the agent. */
const attackTimeoutMs = 120_000;

async function outcomeOf({ attempt }: Attack): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not done after ${attackTimeoutMs / 1000} s`), attackTimeoutMs);
  });
  const outcome = await Promise.race([attempt().catch(messageOf), late]);
  clearTimeout(timer);
  return outcome;
}

/** The headings, with their attacks. The last one rewrites the audit. */
const headings = {
  'Who owns a name': whoOwnsAName,
  'Who speaks': whoSpeaks,
  'Suspended mailboxes': suspendedMailboxes,
  'Who guesses': whoGuesses,
  'What one message or one stranger can stop': whatAStrangerCanStop,
  Headers: headers,
  'What a break-in can reach': whatABreakInReaches,
};

/** The number of attacks that the host held against, and the number of the others. */
async function attackHost(stack: OwnStack, words: readonly string[]): Promise<[held: number, notHeld: number]> {
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  const host = await prepareHost(stack, mailHost);
  const counts: [number, number] = [0, 0];
  for (const [heading, attacksOf] of Object.entries(headings)) {
    const attacks = attacksOf(host).filter(({ name }) => words.every((word) => name.includes(word)));
    if (attacks.length > 0) say(`\n${heading}`);
    for (const attack of attacks) {
      if (interrupted) return counts;
      const outcome = await outcomeOf(attack);
      counts[outcome === held ? 0 : 1] += 1;
      say(outcome === held ? `held      ${attack.name}` : `NOT HELD  ${attack.name}: ${outcome}`);
    }
  }
  return counts;
}

async function main(): Promise<boolean> {
  // Without root there is no Postfix, and the parts are one user.
  if (process.getuid?.() !== 0)
    throw new Stop('The attacks need root, because the parts of a host are users of their own.');
  const names = await startNameServer();
  const stack = await startOwnStack({
    asInstalled: true,
    env: { MILEPOST_MAIL_HOST: mailHost, MILEPOST_RESOLVER: names.address },
    onText: (text) => process.stdout.write(text),
  });
  const began = Date.now();
  try {
    const [count, others] = await attackHost(stack, process.argv.slice(2));
    say(`\n${((Date.now() - began) / 1000).toFixed(0)} s\n${count} held, ${others} not held`);
    return others === 0 && count > 0 && !interrupted;
  } finally {
    await stack.stop();
    await names.close();
  }
}

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  stopOwnStacks();
  process.exit(1);
}
