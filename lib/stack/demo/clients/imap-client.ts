import type { Program } from '../cast';
import { LineSocket, Silence } from './line-socket';

export interface Visitor {
  user: string;
  password: string;
  /** The address that the client claims, which Dovecot believes of a trusted host. */
  ip: string;
  port: number;
  tls: boolean;
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** As much of IMAP4rev1 (RFC 3501) with IDLE (RFC 2177), MOVE and UIDPLUS as a phone uses. */
export class ImapClient {
  #tag = 0;
  #idling = false;
  /** Messages in the selected folder, as the server last said. */
  exists = 0;

  private constructor(private readonly socket: LineSocket) {}

  static async connect(
    port: number,
    visitor: Visitor,
    program: Program | null,
    signal: AbortSignal,
  ): Promise<ImapClient> {
    const socket = await LineSocket.open(port, visitor.tls, signal);
    try {
      const client = new ImapClient(socket);
      await socket.line();
      const said = program ? { name: program.name, version: program.version, ...program.more } : {};
      const id = { ...said, 'x-originating-ip': visitor.ip, 'x-originating-port': String(visitor.port) };
      await client.run(`ID (${Object.entries(id).flat().map(quoted).join(' ')})`);
      await client.run(`LOGIN ${quoted(visitor.user)} ${quoted(visitor.password)}`);
      return client;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** Runs a command and answers its untagged lines; a literal is read into its line. */
  async run(command: string, literal?: Buffer): Promise<string[]> {
    const tag = `a${++this.#tag}`;
    this.socket.write(`${tag} ${command}\r\n`);
    const lines: string[] = [];
    for (;;) {
      const line = await this.#answer();
      if (line.startsWith('+') && literal) {
        this.socket.write(literal);
        this.socket.write('\r\n');
        literal = undefined;
      } else if (line.startsWith(`${tag} `)) {
        if (!/^\S+ OK/i.test(line)) throw new Error(line.slice(tag.length + 1));
        return lines;
      } else {
        this.#notice(line);
        lines.push(line);
      }
    }
  }

  async #answer(milliseconds?: number): Promise<string> {
    let line = await this.socket.line(milliseconds);
    for (let literal = /\{(\d+)\}$/.exec(line); literal; literal = /\{(\d+)\}$/.exec(line)) {
      const bytes = await this.socket.bytes(Number(literal[1]));
      line = `${line.slice(0, literal.index)}${quoted(
        bytes
          .subarray(0, 200)
          .toString('latin1')
          .replace(/[\r\n{}]/g, ' '),
      )}${await this.socket.line()}`;
    }
    return line;
  }

  #notice(line: string): void {
    const count = /^\* (\d+) EXISTS/i.exec(line);
    if (count) this.exists = Number(count[1]);
    else if (/^\* \d+ EXPUNGE/i.test(line)) this.exists--;
    else if (/^\* BYE/i.test(line)) throw new Error(line);
  }

  /** Waits for mail; true when some came. Ends by itself after the time, as a phone does before the server would. */
  async idle(milliseconds: number): Promise<boolean> {
    const tag = `a${++this.#tag}`;
    const before = this.exists;
    const until = Date.now() + milliseconds;
    this.socket.write(`${tag} IDLE\r\n`);
    this.#idling = true;
    while (this.exists <= before && Date.now() < until) {
      try {
        const line = await this.#answer(Math.max(1, until - Date.now()));
        if (!line.startsWith('+')) this.#notice(line);
      } catch (error) {
        if (!(error instanceof Silence)) throw error;
      }
    }
    this.socket.write('DONE\r\n');
    this.#idling = false;
    for (;;) {
      const line = await this.#answer();
      if (line.startsWith(`${tag} `)) return this.exists > before;
      this.#notice(line);
    }
  }

  logout(): void {
    try {
      this.socket.write(`${this.#idling ? 'DONE\r\n' : ''}z LOGOUT\r\n`);
    } catch {
      // It has ended already.
    }
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }
}
