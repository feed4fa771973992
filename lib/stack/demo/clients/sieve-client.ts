import type { Visitor } from './imap-client';
import { LineSocket } from './line-socket';

/** Looks at the filter scripts (RFC 5804), and keeps one up to date. */
export async function manageSieve(port: number, visitor: Visitor, script: string, signal: AbortSignal): Promise<void> {
  const socket = await LineSocket.open(port, false, signal);
  const answer = async (): Promise<void> => {
    for (;;) {
      const line = await socket.line();
      if (/^OK\b/i.test(line)) return;
      if (/^(NO|BYE)\b/i.test(line)) throw new Error(line);
    }
  };
  const run = (command: string) => {
    socket.write(`${command}\r\n`);
    return answer();
  };
  try {
    await answer();
    await run(`XCLIENT ADDR=${visitor.ip} PORT=${visitor.port}`);
    await run(`AUTHENTICATE "PLAIN" "${Buffer.from(`\0${visitor.user}\0${visitor.password}`).toString('base64')}"`);
    await run('LISTSCRIPTS');
    await run(`PUTSCRIPT "milepost-demo" {${Buffer.byteLength(script)}+}\r\n${script}`);
    await run('LISTSCRIPTS');
    await run('LOGOUT');
  } finally {
    socket.destroy();
  }
}
