import { type Account, type ClaimedAddress, type Endpoint, plainToken } from './connection';
import { RawClient } from './raw-client';

/** A ManageSieve client (RFC 5804) with the XCLIENT command of trusted networks. */
export class ManageSieveClient {
  private constructor(private readonly raw: RawClient) {}

  static connect(
    to: Endpoint,
    account: Account,
    { claimed }: { claimed?: ClaimedAddress } = {},
  ): Promise<ManageSieveClient> {
    return RawClient.signedIn(to, async (raw) => {
      const client = new ManageSieveClient(raw);
      await client.#answer();
      if (claimed) await client.#run(`XCLIENT ADDR=${claimed.ip} PORT=${claimed.port}`);
      await client.#run(`AUTHENTICATE "PLAIN" "${plainToken(account)}"`);
      return client;
    });
  }

  /** The lines before OK. Throws the server's answer if it is NO or BYE. A literal is included in its line. */
  async #answer(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.#line();
      if (/^OK\b/i.test(line)) return lines;
      if (/^(NO|BYE)\b/i.test(line)) throw new Error(line);
      lines.push(line);
    }
  }

  async #line(): Promise<string> {
    let line = await this.raw.line();
    for (let literal = /\{(\d+)\}$/.exec(line); literal; literal = /\{(\d+)\}$/.exec(line)) {
      const bytes = await this.raw.bytes(Number(literal[1]));
      const rest = await this.raw.line();
      line = `${line}\r\n${bytes.toString()}${rest}`;
      // A string that ends like a literal is not one.
      if (!rest) break;
    }
    return line;
  }

  async #run(command: string): Promise<string[]> {
    this.raw.send(command);
    return this.#answer();
  }

  /** One line per script: its name in quotes, and ACTIVE after the active one. */
  async list(): Promise<string[]> {
    return (await this.#run('LISTSCRIPTS')).filter((line) => line.startsWith('"'));
  }

  /** The text of a script on the server. */
  async get(name: string): Promise<string> {
    const [line = ''] = await this.#run(`GETSCRIPT "${name}"`);
    return /^\{\d+\}\r\n([\s\S]*)$/.exec(line)?.[1] ?? '';
  }

  async put(name: string, script: string): Promise<void> {
    await this.#run(`PUTSCRIPT "${name}" {${Buffer.byteLength(script)}+}\r\n${script}`);
  }

  async activate(name: string): Promise<void> {
    await this.#run(`SETACTIVE "${name}"`);
  }

  async logout(): Promise<void> {
    await this.#run('LOGOUT');
    this.raw.hangUp();
  }

  hangUp(): void {
    this.raw.hangUp();
  }
}
