import { execFile } from 'node:child_process';
import net from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { type Account, RawClient } from '@/lib/mail-clients';
import { makeWorld } from '../own-world';
import { mailSignIn } from '../sign-in';
import { type Attack, unless } from './attack';
import { type Host, newNetwork } from './host';

const guesses = 140;
/** Connections at a time, except in a burst. */
const atATime = 12;
/**
 * Ten different passwords are looked at. They are told apart by twelve bits of a hash, so two of them count as one in one
 * of 90 runs.
 */
const maxChecked = 12;

type Answer = 'in' | 'wrong' | 'refused';
const answerOf = (accepted: boolean, words: string): Answer => {
  if (accepted) return 'in';
  return words.includes('Too many attempts') ? 'refused' : 'wrong';
};

/** Debian's account without any files: another user of the machine. */
const nobody = 65_534;

/** Signs in from 127.0.0.1 as a user of the machine, and names an address like the panel. Bash: it may not enter the checkout. */
async function fromThisHost(uid: number, port: number, account: Account, claimed: string): Promise<Answer> {
  const program = `exec 3<>"/dev/tcp/127.0.0.1/$0"
    read -r -t 20 greeting <&3
    printf 'a ID ("x-originating-ip" "%s")\\r\\nb LOGIN %s %s\\r\\n' "$1" "$2" "$3" >&3
    while read -r -t 60 line <&3; do case "$line" in 'b '*) echo "$line"; exit;; esac; done`;
  const args = ['-c', program, String(port), claimed, account.address, account.password];
  const { stdout } = await promisify(execFile)('/bin/bash', args, { uid, gid: uid, cwd: '/' });
  return answerOf(stdout.startsWith('b OK'), stdout);
}

const plain = ({ address, password }: Account) => Buffer.from(`\0${address}\0${password}`).toString('base64');

/** Sends a line, if there is one, and reads up to the last line of a ManageSieve answer. */
function sieveAnswer(socket: net.Socket, command?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const read = (bytes: Buffer) => {
      heard += bytes.toString('utf8');
      if (!/^(OK|NO|BYE)\b[^\n]*\n/m.test(heard)) return;
      socket.off('data', read);
      resolve(heard);
    };
    socket.on('data', read);
    socket.once('error', reject);
    if (command) socket.write(`${command}\r\n`);
  });
}

/** ManageSieve has no port with implicit TLS, and takes a password from another address only under TLS. */
async function overSieve(port: number, account: Account, from: string): Promise<Answer> {
  const clear = net.connect({ port, host: '127.0.0.1', localAddress: from });
  await sieveAnswer(clear);
  await sieveAnswer(clear, 'STARTTLS');
  clear.removeAllListeners('data');
  const secure = tls.connect({ socket: clear, rejectUnauthorized: false, servername: 'localhost' });
  await sieveAnswer(secure);
  const words = await sieveAnswer(secure, `AUTHENTICATE "PLAIN" "${plain(account)}"`);
  secure.destroy();
  return answerOf(/^OK\b/m.test(words), words);
}

async function overPostfix(port: number, account: Account, from: string): Promise<Answer> {
  const client = await RawClient.connect({ port, from });
  await client.until(/^220 [^\n]*\n/m);
  client.send('EHLO client.test');
  await client.until(/^250 [^\n]*\n/m);
  client.send(`AUTH PLAIN ${plain(account)}`);
  const words = await client.until(/^[2-5]\d\d [^\n]*\n/m);
  client.hangUp();
  return answerOf(words.startsWith('235'), words);
}

/** Who guesses: passwords by the hundred, over each way in. */
export function whoGuesses({ stack: { ports }, newBrowser }: Host): Attack[] {
  const mailClient = (protocol: 'imap' | 'pop3' | 'submission') => async (account: Account, from: string) => {
    const { accepted, words, close } = await mailSignIn(protocol, account, from);
    close();
    return answerOf(accepted, words);
  };
  const ways: Record<string, (account: Account, from: string) => Promise<Answer>> = {
    IMAP: mailClient('imap'),
    POP3: mailClient('pop3'),
    submission: mailClient('submission'),
    ManageSieve: (account, from) => overSieve(ports.sieve, account, from),
    'direct SASL': (account, from) => overPostfix(ports.smtpSubmission, account, from),
    'the panel’s form': async (account, from) => {
      const answer = await newBrowser(from).signIn(account);
      if (answer === 'in') return 'in';
      return answer === 'locked' ? 'refused' : 'wrong';
    },
  };

  const attack = (name: string, way: string, together: number): Attack => ({
    name,
    attempt: async () => {
      const signIn = ways[way];
      const { owners } = await makeWorld(['owner']);
      const [owner] = owners;
      if (!signIn || !owner) throw new Error('there is nothing to guess');
      const [home, stranger] = [newNetwork(), newNetwork()];
      // Makes the network of the owner known, and shows that the right password is accepted.
      const before = await signIn(owner, home());
      const answers: Answer[] = [];
      for (let first = 0; first < guesses; first += together) {
        const turn = Array.from({ length: Math.min(together, guesses - first) }, (_, index) => first + index);
        const each = (index: number) => signIn({ ...owner, password: `guess number ${index}` }, stranger(1 + index));
        answers.push(...(await Promise.all(turn.map(each))));
      }
      const times = (wanted: Answer) => answers.filter((answer) => answer === wanted).length;
      const right = await signIn(owner, stranger(200));
      const after = await signIn(owner, home(7));
      return unless(
        before !== 'in' && `control: the owner before: ${before}`,
        times('in') > 0 && `${times('in')} guesses were right`,
        times('wrong') === 0 && 'control: no guess was looked at',
        times('wrong') > maxChecked && `${times('wrong')} of ${guesses} guesses were looked at`,
        right !== 'refused' && `the right password after the guesses, from there: ${right}`,
        after !== 'in' && `the owner is locked out of a known network: ${after}`,
      );
    },
  });

  const local: Attack = {
    name: `${guesses} guesses over IMAP by another user of the machine, who names a new address for each`,
    attempt: async () => {
      const [owner] = (await makeWorld(['owner'])).owners;
      if (!owner) throw new Error('there is nothing to guess');
      const answers: Answer[] = [];
      for (let first = 0; first < guesses; first += atATime) {
        const turn = Array.from({ length: Math.min(atATime, guesses - first) }, (_, index) => first + index);
        const each = (index: number) =>
          fromThisHost(nobody, ports.imap, { ...owner, password: `guess-${index}` }, `198.18.${index}.1`);
        answers.push(...(await Promise.all(turn.map(each))));
      }
      const wrong = answers.filter((answer) => answer === 'wrong').length;
      const right = await fromThisHost(nobody, ports.imap, owner, '198.18.200.1');
      const root = await fromThisHost(0, ports.imap, owner, '198.18.201.1');
      return unless(
        wrong === 0 && 'control: no guess was looked at',
        wrong > maxChecked && `${wrong} of ${guesses} guesses were looked at`,
        right !== 'refused' && `the right password after the guesses: ${right}`,
        root !== 'in' && `control: the right password from an account that is believed: ${root}`,
      );
    },
  };

  return [
    local,
    ...Object.keys(ways).map((way) => attack(`${guesses} guesses over ${way} from one network`, way, atATime)),
    attack(`${guesses} guesses over IMAP at once`, 'IMAP', guesses),
  ];
}
