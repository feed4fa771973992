import { setTimeout as wait } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { type Account, type ClaimedAddress, type Endpoint, plainToken } from './connection';
import { RawClient } from './raw-client';

/** A mail client that submits with STARTTLS or implicit TLS; without an account, a server of a stranger. */
export function mailTransport({ port, secure = false, from }: Endpoint, account: Account | null) {
  return createTransport({
    host: '127.0.0.1',
    port,
    secure,
    ...(account ? { requireTLS: true, auth: { user: account.address, pass: account.password } } : { ignoreTLS: true }),
    ...(from ? { localAddress: from } : {}),
    tls: { rejectUnauthorized: false },
  });
}

/** Submits a message (RFC 6409) with a claimed address, and keeps the connection open for some time for another one. */
export async function submitAs(
  claimed: ClaimedAddress,
  to: Endpoint & { signal: AbortSignal },
  account: Account,
  { recipients, message, lingerMs }: { recipients: readonly string[]; message: Buffer; lingerMs: number },
): Promise<void> {
  const raw = await RawClient.connect(to);
  const answer = async (): Promise<void> => {
    for (;;) {
      const line = await raw.line();
      if (line[3] === '-') continue;
      if (!/^[23]/.test(line)) throw new Error(line);
      return;
    }
  };
  const run = (command: string) => {
    raw.send(command);
    return answer();
  };
  try {
    await answer();
    await run('EHLO client.invalid');
    await run(`XCLIENT ADDR=${claimed.ip} PORT=${claimed.port}`);
    await run('EHLO client.invalid');
    await run(`AUTH PLAIN ${plainToken(account)}`);
    await run(`MAIL FROM:<${account.address}>`);
    for (const address of recipients) await run(`RCPT TO:<${address}>`);
    await run('DATA');
    raw.write(message.toString('latin1').replace(/^\./gm, '..'));
    await run('.');
    await wait(lingerMs, undefined, { signal: to.signal });
    await run('QUIT');
  } finally {
    raw.hangUp();
  }
}
