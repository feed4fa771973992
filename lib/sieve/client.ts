import net from 'node:net';
import { limits } from './limits';
import { type Line, literal, takeLine } from './wire';

/** The server refused a command, with its response code and message. */
export class SieveRefusal extends Error {
  constructor(
    readonly code: string,
    readonly words: string,
  ) {
    super(words);
    this.name = 'SieveRefusal';
  }
}

interface Answer {
  lines: Line[];
  /** The text after OK. For CHECKSCRIPT and PUTSCRIPT, this contains the warnings of the compiler. */
  words: string;
}

/** One connection to a ManageSieve service (RFC 5804): one command at a time, each with a timeout and a size limit. */
export class SieveClient {
  private held: Buffer = Buffer.alloc(0);
  private lost: Error | null = null;
  private wake: (() => void) | null = null;

  private constructor(private readonly socket: net.Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.held = this.held.length ? Buffer.concat([this.held, chunk]) : chunk;
      // The answer exceeds the limit, so the rest is not read.
      if (this.held.length > limits.answerBytes * 2) socket.destroy(new Error('answer too long'));
      this.wake?.();
    });
    socket.on('error', (error) => this.end(error));
    socket.on('close', () => this.end(new Error('connection closed')));
  }

  /** Connects and waits for the greeting with the capabilities. */
  static async open(host: string, port: number): Promise<{ client: SieveClient; capabilities: Map<string, string> }> {
    const client = new SieveClient(net.connect({ host, port }));
    try {
      const { lines } = await client.answer(limits.connectMs);
      return { client, capabilities: capabilitiesOf(lines) };
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  /** Sends one command; every argument is a literal. */
  async run(command: string, args: readonly string[] = [], timeoutMs: number = limits.answerMs): Promise<Answer> {
    this.send(command, args);
    return this.answer(timeoutMs);
  }

  /**
   * Authenticates with an initial response. For an invalid token, the server sends a challenge that must be answered
   * before it refuses (RFC 7628, 3.2.3).
   */
  async authenticate(mechanism: string, initial: string): Promise<void> {
    this.send(`AUTHENTICATE "${mechanism}"`, [initial]);
    await this.answer(limits.connectMs, () => this.socket.write('"AQ=="\r\n'));
  }

  /** With LOGOUT, the server logs the session as "logged out". */
  async logout(): Promise<void> {
    await this.run('LOGOUT', [], limits.logoutMs).catch(() => {});
    this.destroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private send(command: string, args: readonly string[]): void {
    const parts: Buffer[] = [Buffer.from(command)];
    for (const argument of args) parts.push(Buffer.from(' '), literal(argument));
    this.socket.write(Buffer.concat([...parts, Buffer.from('\r\n')]));
  }

  private end(error: Error): void {
    this.lost ??= error;
    this.wake?.();
  }

  private async answer(timeoutMs: number, onChallenge = () => {}): Promise<Answer> {
    const lines: Line[] = [];
    const until = Date.now() + timeoutMs;
    for (;;) {
      const line = await this.line(until);
      const [first] = line;
      if (first?.kind !== 'atom') {
        lines.push(line);
        onChallenge();
        continue;
      }
      const verdict = first.text.toUpperCase();
      if (verdict !== 'OK' && verdict !== 'NO' && verdict !== 'BYE') throw new Error('not an answer');
      const words = line
        .filter((word, index) => word.kind === 'string' && index > 0)
        .map((word) => word.text)
        .at(-1);
      if (verdict === 'OK') return { lines, words: words ?? '' };
      const code = line[1]?.kind === 'atom' ? line[1].text.replace(/[()]/g, '').toUpperCase() : '';
      throw new SieveRefusal(verdict === 'BYE' && !code ? 'BYE' : code, words ?? '');
    }
  }

  private async line(until: number): Promise<Line> {
    for (;;) {
      const taken = takeLine(this.held, limits);
      if (taken) {
        this.held = this.held.subarray(taken.length);
        return taken.words;
      }
      if (this.lost) throw this.lost;
      await this.more(until);
    }
  }

  private more(until: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          this.wake = null;
          this.destroy();
          reject(new Error('deadline'));
        },
        Math.max(0, until - Date.now()),
      );
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}

export function capabilitiesOf(lines: readonly Line[]): Map<string, string> {
  return new Map(lines.map(([name, value]) => [name?.text.toUpperCase() ?? '', value?.text ?? '']));
}
