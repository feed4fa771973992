import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import type { MailAttempt, Outcome } from '@/lib/guesses';
import type { OutboundAnswer } from '@/lib/outbound';
import { readRequest } from './read-request';
import type { Peer } from './sockets';

/** A body of Dovecot has less than 2 kB; a client's IMAP ID is the longest part of it. */
const maxBytes = 16 * 1024;
/** Dovecot closes idle connections after 10 s. If we did it first, a question could meet a closed connection. */
const keepAliveTimeoutMs = 30_000;
/** Dovecot waits 3 s. */
const requestTimeoutMs = 5_000;

export interface PolicyOptions {
  key: string;
  /** The address of the panel, which is a way in for the person who is refused. */
  panelUrl: string;
  guesses: {
    mayTry: (attempt: MailAttempt) => Promise<boolean>;
    report: (attempt: MailAttempt, outcome: Outcome) => Promise<void>;
  };
  /** Whether a connection of this host was opened by an account of ours, such as the panel's. */
  isOurs: (peer: Peer) => Promise<boolean>;
  /** Whether an account may use an address in From. */
  maySendAs: (account: string, from: string) => Promise<boolean>;
  /** Whether a mailbox may send on what Sieve writes or passes on, which is counted. */
  countSieve: (account: string, recipients: number) => Promise<OutboundAnswer>;
  onFault: (error: unknown) => void;
}

/** What Dovecot reads as "go on". A fault of ours must not lock everybody out. */
const allowed = { status: 0, msg: '' };

/**
 * Dovecot's authentication policy protocol: a question before each password, and a report after each attempt. Beside it,
 * rspamd asks at `/sender` whose an address is, and at `/outbound` whether what Sieve sends is within the limits.
 */
export function policyServer(options: PolicyOptions): Server {
  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) => {
      const text = JSON.stringify(body);
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      response.end(text);
    };
    if (!hasKey(request, options.key)) return send(403, {});
    if (request.method !== 'POST') return send(405, {});
    try {
      if (request.url === '/sender') return send(200, await answerSender(request, options));
      if (request.url === '/outbound') return send(200, await answerOutbound(request, options));
      send(200, await answer(request, options));
    } catch (error) {
      options.onFault(error);
      // The rest of a body that is too long is not read.
      if (!request.complete) response.setHeader('Connection', 'close');
      // Without an answer, rspamd lets the message wait with its sender, or go on uncounted.
      if (request.url === '/sender' || request.url === '/outbound') send(503, {});
      else send(200, allowed);
    }
  });
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  return server;
}

function hasKey({ headers }: IncomingMessage, key: string): boolean {
  const given = Buffer.from(String(headers['x-milepost-key'] ?? '').trim());
  const expected = Buffer.from(key);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function answer(request: IncomingMessage, { guesses, panelUrl, isOurs }: PolicyOptions): Promise<object> {
  const command = new URL(request.url ?? '', 'http://policy').searchParams.get('command');
  if (command !== 'allow' && command !== 'report') throw new Error(`unknown command ${command}`);
  const asked = readRequest(await bodyOf(request));
  if (!asked) return allowed;
  if (asked.local) {
    // Webmail signs in with tokens that nobody can guess.
    if (await isOurs(asked.local)) return allowed;
    // Another process of this host: where it says that its client is, is a new network for each guess.
    asked.attempt.ip = asked.local.address;
  }
  if (command === 'report') {
    await guesses.report(asked.attempt, asked.outcome);
    return allowed;
  }
  if (await guesses.mayTry(asked.attempt)) return allowed;
  return { status: -1, msg: `Too many attempts. Wait an hour, or sign in at ${panelUrl}` };
}

const senderShape = z.object({ account: z.string().max(320), from: z.string().max(320) });

async function answerSender(request: IncomingMessage, { maySendAs }: PolicyOptions): Promise<object> {
  const { account, from } = senderShape.parse(JSON.parse(await bodyOf(request)));
  return { allowed: await maySendAs(account, from) };
}

const outboundShape = z.object({ account: z.string().max(320), recipients: z.number().int().min(0) });

async function answerOutbound(request: IncomingMessage, { countSieve }: PolicyOptions): Promise<object> {
  const { account, recipients } = outboundShape.parse(JSON.parse(await bodyOf(request)));
  const answer = await countSieve(account, recipients);
  return answer.kind === 'allowed' ? { allowed: true } : { allowed: false, text: answer.text };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`a body of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
