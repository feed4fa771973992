import net from 'node:net';
import tls from 'node:tls';

/** An answer within this, or the server is taken to hang. */
const patience = 60_000;
/** Longer than any line a mail server writes. */
const longestLine = 1024 * 1024;

/** A connection that is read by lines, from the address that Dovecot trusts to name the client's real one. */
export class LineSocket {
  #socket: net.Socket;
  #buffer: Buffer = Buffer.alloc(0);
  #waiting: (() => void) | undefined;
  #ended: Error | undefined;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, chunk]) : chunk;
      this.#waiting?.();
    });
    const end = (error?: Error) => {
      this.#ended ??= error ?? new Error('the server closed the connection');
      this.#waiting?.();
    };
    socket.on('error', end);
    socket.on('close', () => end());
  }

  static open(port: number, encrypted: boolean, signal: AbortSignal): Promise<LineSocket> {
    return new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port, localAddress: '127.0.0.2' };
      // The home's certificate is self-signed, and the connection does not leave the machine.
      const socket = encrypted
        ? tls.connect({ ...to, rejectUnauthorized: false, servername: 'localhost' })
        : net.connect(to);
      const abort = () => socket.destroy(new Error('stopping'));
      signal.addEventListener('abort', abort, { once: true });
      socket.setTimeout(patience, () => {
        if (socket.connecting) socket.destroy(new Error('no connection'));
      });
      socket.once('error', (error) => {
        signal.removeEventListener('abort', abort);
        reject(error);
      });
      socket.once(encrypted ? 'secureConnect' : 'connect', () => {
        // From here on the client says goodbye itself.
        signal.removeEventListener('abort', abort);
        resolve(new LineSocket(socket));
      });
    });
  }

  get open(): boolean {
    return this.#ended === undefined;
  }

  /** Resolves when something has come, the connection has ended, or the time is over. */
  async #more(milliseconds: number): Promise<void> {
    if (this.#ended) throw this.#ended;
    const before = this.#buffer.length;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#waiting = undefined;
    if (this.#buffer.length > before) return;
    if (this.#ended) throw this.#ended;
    throw new Silence();
  }

  /** One line without its end. Throws Silence when none comes in time. */
  async line(milliseconds = patience): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n');
      if (end >= 0) {
        const text = this.#buffer.subarray(0, end).toString('utf8');
        this.#buffer = this.#buffer.subarray(end + 2);
        return text;
      }
      if (this.#buffer.length > longestLine) throw new Error('a line without end');
      await this.#more(milliseconds);
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#buffer.length < count) await this.#more(patience);
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return taken;
  }

  write(data: string | Buffer): void {
    if (this.#ended) throw this.#ended;
    this.#socket.write(data);
  }

  end(): void {
    this.#socket.end();
    // Whoever does not answer the end is left.
    setTimeout(() => this.#socket.destroy(), 1000).unref();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

export class Silence extends Error {
  constructor() {
    super('no answer in time');
  }
}
