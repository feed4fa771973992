import type net from 'node:net';
import { connectSocket, type Endpoint } from './connection';

/** A server that does not answer in this time hangs. Longer than the timeout of a test, which should expire first. */
const replyTimeoutMs = 60_000;
/** Longer than any line of a mail server. */
const maxLineBytes = 1024 * 1024;

/** A connection that sends exactly the given bytes, and reads lines, bytes, or up to a pattern. */
export class RawClient {
  #buffer: Buffer = Buffer.alloc(0);
  #waiting: (() => void)[] = [];
  #ended: Error | undefined;
  #tag = 0;

  private constructor(private readonly socket: net.Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, chunk]) : chunk;
      this.#wake();
    });
    const end = (error?: Error) => {
      this.#ended ??= error ?? new Error('the server closed the connection');
      this.#wake();
    };
    socket.on('error', end);
    socket.on('close', () => end());
  }

  /** Connects without reading the greeting. */
  static connect(to: Endpoint): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const abort = () => socket.destroy(new Error('stopping'));
      const socket = connectSocket(to, () => {
        // From here on the caller closes the connection.
        to.signal?.removeEventListener('abort', abort);
        socket.off('error', fail);
        resolve(new RawClient(socket));
      });
      const fail = (error: Error) => {
        to.signal?.removeEventListener('abort', abort);
        reject(error);
      };
      to.signal?.addEventListener('abort', abort, { once: true });
      socket.setTimeout(replyTimeoutMs, () => {
        if (socket.connecting) socket.destroy(new Error('no connection'));
      });
      socket.once('error', fail);
    });
  }

  /** Connects and signs in by `work`. The connection ends when that fails. */
  static async signedIn<Client>(to: Endpoint, work: (raw: RawClient) => Promise<Client>): Promise<Client> {
    const raw = await RawClient.connect(to);
    try {
      return await work(raw);
    } catch (error) {
      raw.hangUp();
      throw error;
    }
  }

  /** Connects without TLS and reads the greeting. */
  static async open(port: number): Promise<RawClient> {
    const client = await RawClient.connect({ port });
    await client.line();
    return client;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when more data has arrived. Throws when the connection has ended, or SilentServer after the timeout. */
  async #more(milliseconds: number): Promise<void> {
    if (this.#ended) throw this.#ended;
    const before = this.#buffer.length;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    if (this.#buffer.length > before) return;
    if (this.#ended) throw this.#ended;
    throw new SilentServer();
  }

  #take(count: number): Buffer {
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return taken;
  }

  /** One line without its CRLF. */
  async line(milliseconds = replyTimeoutMs): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n');
      if (end >= 0) return this.#take(end + 2).toString('utf8', 0, end);
      if (this.#buffer.length > maxLineBytes) throw new Error('a line without end');
      await this.#more(milliseconds);
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#buffer.length < count) await this.#more(replyTimeoutMs);
    return this.#take(count);
  }

  /** Everything up to the end of the first match. If the server disconnects before, throws with what was read. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      // Latin-1 has one character per byte, so that the index of the match is that in the buffer.
      const match = pattern.exec(this.#buffer.toString('latin1'));
      if (match) return this.#take(match.index + match[0].length).toString('utf8');
      await this.#more(replyTimeoutMs).catch((error: Error) => {
        throw new Error(`${error.message} after: ${this.#buffer.toString('utf8')}`);
      });
    }
  }

  write(data: string | Buffer): void {
    if (this.#ended) throw this.#ended;
    this.socket.write(data);
  }

  send(line: string): void {
    this.write(`${line}\r\n`);
  }

  /** Runs an IMAP command and returns everything up to its tagged line, even if that is NO or BAD. */
  async imap(command: string): Promise<string> {
    this.#tag += 1;
    this.send(`t${this.#tag} ${command}`);
    return this.until(new RegExp(`(^|\\n)t${this.#tag} (OK|NO|BAD)[^\\n]*\\n`));
  }

  /** IMAP APPEND of a whole message as a non-synchronising literal (LITERAL+, RFC 7888). */
  async append(folder: string, message: string): Promise<void> {
    const answer = await this.imap(`APPEND ${folder} {${Buffer.byteLength(message)}+}\r\n${message}`);
    if (!/(^|\n)t\d+ OK[^\n]*\n$/.test(answer)) throw new Error(answer);
  }

  /** Runs a POP3 command and returns its first line. */
  async pop3(command: string): Promise<string> {
    this.send(command);
    return this.line();
  }

  /** Resolves when the server has disconnected. */
  async gone(): Promise<void> {
    while (!this.#ended) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Ends this side, and closes the connection a second later if the server does not. */
  end(): void {
    this.socket.end();
    setTimeout(() => this.socket.destroy(), 1000).unref();
  }

  hangUp(): void {
    this.socket.destroy();
  }
}

/** Nothing arrived before the timeout. The connection is still open. */
export class SilentServer extends Error {
  constructor() {
    super('no answer in time');
  }
}

/**
 * Signs in over IMAP without TLS, with the name of a program if one is given. Throws the server's answer if it refuses.
 */
export async function imapClient(port: number, address: string, password: string, name?: string): Promise<RawClient> {
  const client = await RawClient.open(port);
  if (name) await client.imap(`ID ("name" "${name}" "version" "1.2")`);
  const answer = await client.imap(`LOGIN "${address}" "${password}"`);
  return / OK /.test(answer) ? client : refused(client, answer);
}

/** Signs in over POP3 without TLS. Throws the server's answer if it refuses. */
export async function pop3Client(port: number, address: string, password: string): Promise<RawClient> {
  const client = await RawClient.open(port);
  await client.pop3(`USER ${address}`);
  const answer = await client.pop3(`PASS ${password}`);
  return answer.startsWith('+OK') ? client : refused(client, answer);
}

function refused(client: RawClient, answer: string): never {
  client.hangUp();
  throw new Error(answer);
}
