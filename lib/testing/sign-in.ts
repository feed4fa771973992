import { randomInt } from 'node:crypto';
import { config } from '@/lib/config';
import { type Account, RawClient } from '@/lib/mail-clients';

// A literal can contain any character (RFC 3501, 4.3), and LITERAL+ avoids a round trip (RFC 7888).
const literal = (text: string) => `{${Buffer.byteLength(text)}+}\r\n${text}`;

/** What a client of each protocol waits for and then sends, and the pattern of the answer to its sign-in. */
const dialogues = {
  imap: {
    steps: ({ address, password }: Account): [RegExp, string][] => [
      [/^\* OK[^\n]*\n/, `a LOGIN ${literal(address)} ${literal(password)}`],
    ],
    answer: /^a (OK|NO|BAD)[^\n]*\n/m,
    accepted: 'OK',
  },
  pop3: {
    steps: ({ address, password }: Account): [RegExp, string][] => [
      [/^\+OK[^\n]*\n/, `USER ${address}`],
      [/^\+OK[^\n]*\n/, `PASS ${password}`],
    ],
    answer: /^(\+OK|-ERR)[^\n]*\n/,
    accepted: '+OK',
  },
  submission: {
    steps: ({ address, password }: Account): [RegExp, string][] => [
      [/^220 [^\n]*\n/m, 'EHLO client.test'],
      [/^250 [^\n]*\n/m, `AUTH PLAIN ${Buffer.from(`\0${address}\0${password}`).toString('base64')}`],
    ],
    answer: /^(235|[45]\d\d) [^\n]*\n/m,
    accepted: '235',
  },
};

export interface MailSignIn {
  accepted: boolean;
  /** The server's answer, without IMAP's tag. */
  words: string;
  /** Resolves when the connection has ended. */
  ended: Promise<void>;
  close: () => void;
}

/** Signs in with TLS like a mail client. Rejects if the server closes the connection before it answers. */
export async function mailSignIn(
  protocol: keyof typeof dialogues,
  account: Account,
  from: string,
): Promise<MailSignIn> {
  const { imaps, pop3s, submissions } = config().MILEPOST_PORTS;
  const port = { imap: imaps, pop3: pop3s, submission: submissions }[protocol];
  const { steps, answer, accepted } = dialogues[protocol];
  const client = await RawClient.connect({ port, secure: true, from });
  for (const [expected, command] of steps(account)) {
    await client.until(expected);
    client.send(command);
  }
  const text = (await client.until(answer)).trim();
  const [line = '', verdict] = answer.exec(`${text}\n`) ?? [];
  return {
    accepted: verdict === accepted,
    words: line.trim().replace(/^a /, ''),
    ended: client.gone(),
    close: () => client.end(),
  };
}

export function imapSignIn(address: string, password: string, from = '127.0.0.1'): Promise<MailSignIn> {
  return mailSignIn('imap', { address, password }, from);
}

/** Sign-ins of mail programs, each from an address of its own in a network of two bytes (`127.80`). */
export function signInsFrom(network: string) {
  // Failures of an hour count by /24, also those of the last run on the same stack.
  const first = randomInt(256);
  let last = 0;
  const from = () => {
    last += 1;
    return `${network}.${(first + Math.floor(last / 250)) % 256}.${1 + (last % 250)}`;
  };
  /** Whether a sign-in is accepted. */
  const signsIn = async (protocol: keyof typeof dialogues, account: Account, ip = from()): Promise<boolean> => {
    const { accepted, close } = await mailSignIn(protocol, account, ip);
    close();
    return accepted;
  };
  return { from, signsIn };
}
