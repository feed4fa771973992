import { ImapFlow } from 'imapflow';
import { type Account, connectSocket, type Endpoint } from './connection';

/** An IMAP library as a mail client: signs in, and sends the name of a program if one is given (RFC 2971). */
export async function openImapFlow(
  { port, secure = true, from }: Endpoint,
  account: Account,
  program?: { name: string; version: string },
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure,
    doSTARTTLS: false,
    transport: {
      connect: (to, onConnect) =>
        connectSocket({ port: to.port, secure: to.secure, ...(from ? { from } : {}) }, onConnect),
    },
    auth: { user: account.address, pass: account.password },
    ...(program ? { clientInfo: program } : {}),
    logger: false,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
