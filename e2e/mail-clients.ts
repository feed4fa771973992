import { createHash } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { stack } from './stack';

export interface Account {
  address: string;
  password: string;
}

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

/** Opens a connection from that address. */
export function connectFrom(account: string, port: number, secure: boolean, onConnect = () => {}): net.Socket {
  const socket = net.connect({ host: '127.0.0.1', port, localAddress: clientAddress(account) });
  if (secure) return tls.connect({ socket, rejectUnauthorized: false }, onConnect);
  return socket.once('connect', onConnect);
}

/** An IMAP client as a person's mail program: TLS, and it says its name (RFC 2971). */
export async function openImap(
  { address, password }: Account,
  { name = 'Thunderbird', version = '140.0', secure = true } = {},
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: secure ? stack.ports.imaps : stack.ports.imap,
    secure,
    doSTARTTLS: false,
    transport: {
      connect: ({ port, secure }, onConnect) => connectFrom(address, port, secure, onConnect),
    },
    auth: { user: address, pass: password },
    clientInfo: { name, version },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

export interface Letter {
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

function transport(account: Account) {
  return createTransport({
    host: '127.0.0.1',
    port: stack.ports.submission,
    secure: false,
    requireTLS: true,
    localAddress: clientAddress(account.address),
    tls: { rejectUnauthorized: false },
    auth: { user: account.address, pass: account.password },
  });
}

/** Sends a letter as its sender's mail program would; resolves when the server has taken it. */
export async function submit(account: Account, letter: Letter): Promise<void> {
  const sender = transport(account);
  await sender.sendMail(letter);
  sender.close();
}

/** Signs in to submission and leaves; throws when refused. */
export async function trySubmission(account: Account): Promise<void> {
  const sender = transport(account);
  await sender.verify();
  sender.close();
}

/** Puts a letter into a folder over IMAP, with the date it is said to have come. */
export async function place(account: Account, folder: string, letter: Letter): Promise<void> {
  const client = await openImap(account);
  const source = [
    `From: ${letter.from}`,
    `To: ${letter.to}`,
    `Subject: ${letter.subject}`,
    `Date: ${(letter.date ?? new Date()).toUTCString()}`,
    `Message-ID: ${letter.messageId ?? freshMessageId()}`,
    'MIME-Version: 1.0',
    `Content-Type: ${letter.html ? 'text/html' : 'text/plain'}; charset=utf-8`,
    '',
    letter.html ?? letter.text ?? 'Hello.',
    '',
  ].join('\r\n');
  await client.append(folder, source, [], letter.date);
  await client.logout();
}

/** How many letters with this subject a folder holds; for expect.poll. */
export async function countLetters(client: ImapFlow, subject: string, folder = 'INBOX'): Promise<number> {
  const lock = await client.getMailboxLock(folder);
  try {
    const found = await client.search({ subject }, { uid: true });
    return found === false || found === undefined ? 0 : found.length;
  } finally {
    lock.release();
  }
}
