import { setTimeout as wait } from 'node:timers/promises';
import type { Visitor } from './imap-client';
import { LineSocket } from './line-socket';

/** Hands in one message (RFC 6409) and stays connected for a while, in case there is another. */
export async function submit(
  port: number,
  visitor: Visitor,
  { from, to, message, linger }: { from: string; to: readonly string[]; message: Buffer; linger: number },
  signal: AbortSignal,
): Promise<void> {
  const socket = await LineSocket.open(port, visitor.tls, signal);
  const answer = async (): Promise<string> => {
    for (;;) {
      const line = await socket.line();
      if (line[3] === '-') continue;
      if (!/^[23]/.test(line)) throw new Error(line);
      return line;
    }
  };
  const run = (command: string) => {
    socket.write(`${command}\r\n`);
    return answer();
  };
  try {
    await answer();
    await run('EHLO client.invalid');
    await run(`XCLIENT ADDR=${visitor.ip} PORT=${visitor.port}`);
    await run('EHLO client.invalid');
    await run(`AUTH PLAIN ${Buffer.from(`\0${visitor.user}\0${visitor.password}`).toString('base64')}`);
    await run(`MAIL FROM:<${from}>`);
    for (const address of to) await run(`RCPT TO:<${address}>`);
    await run('DATA');
    socket.write(message.toString('latin1').replace(/^\./gm, '..'));
    await run('.');
    await wait(linger, undefined, { signal });
    await run('QUIT');
  } finally {
    socket.destroy();
  }
}
