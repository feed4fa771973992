import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import { type Account, ManageSieveClient, mailTransport, openImapFlow, Pop3Client } from '@/lib/mail-clients';
import { stack } from './stack';

export type { Account } from '@/lib/mail-clients';

/**
 * The address that the clients of an account's domain connect from: one of loopback's many. Dovecot makes an address that
 * fails to sign in wait before its next try, and one test's failures must not slow another's clients.
 */
export function clientAddress(address: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256')
    .update(address.slice(address.lastIndexOf('@')))
    .digest();
  return `127.${16 + (a % 200)}.${b}.${1 + (c % 250)}`;
}

/** An IMAP client as a person's mail program: TLS, and it says its name. */
export function openImap(
  account: Account,
  { name = 'Thunderbird', version = '140.0', secure = true } = {},
): Promise<ImapFlow> {
  const port = secure ? stack.ports.imaps : stack.ports.imap;
  return openImapFlow({ port, secure, from: clientAddress(account.address) }, account, { name, version });
}

/** Signs in by TLS; throws with the server's words when it is refused. */
export function openPop3(account: Account): Promise<Pop3Client> {
  return Pop3Client.connect({ port: stack.ports.pop3s, secure: true, from: clientAddress(account.address) }, account);
}

/** From the machine itself, where Dovecot asks for no TLS. */
export function openManageSieve(account: Account): Promise<ManageSieveClient> {
  return ManageSieveClient.connect({ port: stack.ports.sieve }, account);
}

export interface Message {
  from: string;
  to: string;
  subject: string;
  text?: string;
  html?: string;
  date?: Date;
  messageId?: string;
}

let count = 0;

/** A Message-ID that no other message of the run has. */
export function freshMessageId(): string {
  count += 1;
  return `<${process.pid}.${Date.now()}.${count}@client.test>`;
}

const transport = (account: Account) =>
  mailTransport({ port: stack.ports.submission, from: clientAddress(account.address) }, account);

/** Submits a message as its sender's mail program would; resolves when the server has taken it. */
export async function submit(account: Account, message: Message): Promise<void> {
  const sender = transport(account);
  await sender.sendMail(message);
  sender.close();
}

/** Signs in to submission and leaves; throws when refused. */
export async function trySubmission(account: Account): Promise<void> {
  const sender = transport(account);
  await sender.verify();
  sender.close();
}

/** Puts a message into a folder over IMAP, with the date it is said to have come. */
export async function place(account: Account, folder: string, message: Message): Promise<void> {
  const client = await openImap(account);
  const source = [
    `From: ${message.from}`,
    `To: ${message.to}`,
    `Subject: ${message.subject}`,
    `Date: ${(message.date ?? new Date()).toUTCString()}`,
    `Message-ID: ${message.messageId ?? freshMessageId()}`,
    'MIME-Version: 1.0',
    `Content-Type: ${message.html ? 'text/html' : 'text/plain'}; charset=utf-8`,
    '',
    message.html ?? message.text ?? 'Hello.',
    '',
  ].join('\r\n');
  await client.append(folder, source, [], message.date);
  await client.logout();
}

/** How many messages with this subject a folder holds; for expect.poll. */
export async function countLetters(client: ImapFlow, subject: string, folder = 'INBOX'): Promise<number> {
  const lock = await client.getMailboxLock(folder);
  try {
    const found = await client.search({ subject }, { uid: true });
    return found === false || found === undefined ? 0 : found.length;
  } finally {
    lock.release();
  }
}
