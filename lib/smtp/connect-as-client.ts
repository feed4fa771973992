import { connect, isIP, type Socket } from 'node:net';

/** The submission service is on this host and normally answers within milliseconds. */
const timeoutMs = 10_000;

/**
 * A connection to the submission service that has passed the address of the browser and our session id by XCLIENT
 * (Postfix's XCLIENT_README; Dovecot accepts it from login_trusted_networks). The server then sends a new greeting,
 * which is left for the caller to read.
 */
export async function connectAsClient(port: number, ip: string | null, sessionId: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('deadline'), { code: 'ETIMEDOUT' })));
  try {
    await reply(socket, 220);
    socket.write('EHLO milepost.localhost\r\n');
    await reply(socket, 250);
    const address = ip && isIP(ip) ? `ADDR=${isIP(ip) === 6 ? `IPV6:${ip}` : ip} ` : '';
    socket.write(`XCLIENT ${address}SESSION=${sessionId}\r\n`);
    socket.setTimeout(0);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Waits for a complete reply (RFC 5321, 4.2.1) with this code. */
function reply(socket: Socket, code: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (error?: Error) => {
      socket.removeListener('data', take).removeListener('error', done).removeListener('close', lost);
      socket.pause();
      if (error) reject(error);
      else resolve();
    };
    const take = (bytes: Buffer) => {
      text += bytes.toString('latin1');
      if (text.length > 10_000) done(new Error('reply too long'));
      if (!/^\d{3} [^\n]*\n$/m.test(text)) return;
      if (text.startsWith(String(code))) done();
      else
        done(Object.assign(new Error(text.slice(0, 200)), { responseCode: Number(text.slice(0, 3)), response: text }));
    };
    const lost = () => done(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    socket.on('data', take).once('error', done).once('close', lost);
    socket.resume();
  });
}
