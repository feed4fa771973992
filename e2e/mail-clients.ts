import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import { type Account, ManageSieveClient, mailTransport, openImapFlow, Pop3Client } from '@/lib/mail-clients';
import { stack } from './stack';

export type { Account } from '@/lib/mail-clients';

/**
 * The loopback address that the clients of an account's domain connect from. Failures are counted by /24, and those of
 * one test must not lock the clients of another.
 */
export function clientAddress(address: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256')
    .update(address.slice(address.lastIndexOf('@')))
    .digest();
  return `127.${16 + (a % 200)}.${b}.${1 + (c % 250)}`;
}

/** An IMAP client like a mail program: with TLS and a client ID. */
export function openImap(
  account: Account,
  { name = 'Thunderbird', version = '140.0', secure = true } = {},
): Promise<ImapFlow> {
  const port = secure ? stack.ports.imaps : stack.ports.imap;
  return openImapFlow({ port, secure, from: clientAddress(account.address) }, account, { name, version });
}

/** Signs in over TLS. Throws the server's message when refused. */
export function openPop3(account: Account): Promise<Pop3Client> {
  return Pop3Client.connect({ port: stack.ports.pop3s, secure: true, from: clientAddress(account.address) }, account);
}

/** Connects from localhost, where Dovecot requires no TLS. */
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
  /** Where the envelope differs from the headers. */
  envelope?: { from: string; to: string };
}

let count = 0;

/** A unique Message-ID. */
export function freshMessageId(): string {
  count += 1;
  return `<${process.pid}.${Date.now()}.${count}@client.test>`;
}

const transport = (account: Account) =>
  mailTransport({ port: stack.ports.submission, from: clientAddress(account.address) }, account);

/** Submits a message like a mail program. Resolves when the server has accepted it. */
export async function submit(account: Account, message: Message): Promise<void> {
  const sender = transport(account);
  await sender.sendMail(message);
  sender.close();
}

/** Signs in to submission and disconnects. Throws when refused. */
export async function trySubmission(account: Account): Promise<void> {
  const sender = transport(account);
  await sender.verify();
  sender.close();
}

/** Appends a message to a folder over IMAP, with the given date. */
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
export async function countMessages(client: ImapFlow, subject: string, folder = 'INBOX'): Promise<number> {
  const lock = await client.getMailboxLock(folder);
  try {
    const found = await client.search({ subject }, { uid: true });
    return found === false || found === undefined ? 0 : found.length;
  } finally {
    lock.release();
  }
}
