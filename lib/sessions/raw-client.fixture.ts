import { createConnection, type Socket } from 'node:net';

/** A mail client that says exactly what a test wants, line by line. */
export class RawClient {
  private buffer = '';
  private waiting: (() => void)[] = [];
  private ended = false;
  private tag = 0;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.buffer += text;
      this.wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  static async open(port: number): Promise<RawClient> {
    const socket = createConnection({ host: '127.0.0.1', port });
    const client = new RawClient(socket);
    await client.until(/\r\n/);
    return client;
  }

  /** Everything said up to what the pattern finds. Throws when the server hangs up before. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.buffer);
      if (match) {
        const end = match.index + match[0].length;
        const said = this.buffer.slice(0, end);
        this.buffer = this.buffer.slice(end);
        return said;
      }
      if (this.ended) throw new Error(`hung up after: ${this.buffer}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  send(text: string): void {
    this.socket.write(`${text}\r\n`);
  }

  /** One IMAP command, answered. */
  async imap(command: string): Promise<string> {
    this.tag += 1;
    this.send(`t${this.tag} ${command}`);
    return this.until(new RegExp(`(^|\\n)t${this.tag} (OK|NO|BAD)[^\\n]*\\n`));
  }

  /** IMAP APPEND of a whole message. */
  async append(folder: string, message: string): Promise<void> {
    this.tag += 1;
    this.send(`t${this.tag} APPEND ${folder} {${Buffer.byteLength(message)}+}\r\n${message}`);
    await this.until(new RegExp(`(^|\\n)t${this.tag} OK[^\\n]*\\n`));
  }

  /** One POP3 command with an answer of one line. */
  async pop3(command: string): Promise<string> {
    this.send(command);
    return this.until(/\r\n/);
  }

  /** Until the server hangs up. */
  async gone(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  hangUp(): void {
    this.socket.destroy();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

export async function imapClient(port: number, address: string, password: string, name?: string): Promise<RawClient> {
  const client = await RawClient.open(port);
  if (name) await client.imap(`ID ("name" "${name}" "version" "1.2")`);
  const answer = await client.imap(`LOGIN "${address}" "${password}"`);
  if (!/ OK /.test(answer)) refuse(client, answer);
  return client;
}

export async function pop3Client(port: number, address: string, password: string): Promise<RawClient> {
  const client = await RawClient.open(port);
  await client.pop3(`USER ${address}`);
  const answer = await client.pop3(`PASS ${password}`);
  if (!answer.startsWith('+OK')) refuse(client, answer);
  return client;
}

function refuse(client: RawClient, answer: string): never {
  client.hangUp();
  throw new Error(answer);
}

/** Waits until `look` answers something; the test's own deadline ends it. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
