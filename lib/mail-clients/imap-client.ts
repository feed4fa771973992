import type { Account, ClaimedAddress, Endpoint } from './connection';
import { RawClient, SilentServer } from './raw-client';

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** The part of IMAP4rev1 (RFC 3501) with IDLE (RFC 2177), MOVE and UIDPLUS that a phone uses. */
export class ImapClient {
  #tag = 0;
  #idling = false;
  /** The number of messages in the selected folder, as last reported by the server. */
  exists = 0;

  private constructor(private readonly raw: RawClient) {}

  /** Signs in; `program` is sent as IMAP ID (RFC 2971). */
  static connect(
    to: Endpoint,
    account: Account,
    { program = {}, claimed }: { program?: Record<string, string>; claimed?: ClaimedAddress } = {},
  ): Promise<ImapClient> {
    return RawClient.signedIn(to, async (raw) => {
      const client = new ImapClient(raw);
      await raw.line();
      const id = {
        ...program,
        ...(claimed ? { 'x-originating-ip': claimed.ip, 'x-originating-port': String(claimed.port) } : {}),
      };
      const fields = Object.entries(id).flat().map(quoted);
      if (fields.length) await client.run(`ID (${fields.join(' ')})`);
      await client.run(`LOGIN ${quoted(account.address)} ${quoted(account.password)}`);
      return client;
    });
  }

  /** Runs a command and returns its untagged lines. A literal is included in its line. */
  async run(command: string, literal?: Buffer): Promise<string[]> {
    const tag = `a${++this.#tag}`;
    this.raw.write(`${tag} ${command}\r\n`);
    const lines: string[] = [];
    for (;;) {
      const line = await this.#answer();
      if (line.startsWith('+') && literal) {
        this.raw.write(literal);
        this.raw.write('\r\n');
        literal = undefined;
      } else if (line.startsWith(`${tag} `)) {
        if (!/^\S+ OK/i.test(line)) throw new Error(line.slice(tag.length + 1));
        return lines;
      } else {
        this.#observe(line);
        lines.push(line);
      }
    }
  }

  async #answer(milliseconds?: number): Promise<string> {
    let line = await this.raw.line(milliseconds);
    for (let literal = /\{(\d+)\}$/.exec(line); literal; literal = /\{(\d+)\}$/.exec(line)) {
      const bytes = await this.raw.bytes(Number(literal[1]));
      line = `${line.slice(0, literal.index)}${quoted(
        bytes
          .subarray(0, 200)
          .toString('latin1')
          .replace(/[\r\n{}]/g, ' '),
      )}${await this.raw.line()}`;
    }
    return line;
  }

  #observe(line: string): void {
    const count = /^\* (\d+) EXISTS/i.exec(line);
    if (count) this.exists = Number(count[1]);
    else if (/^\* \d+ EXPUNGE/i.test(line)) this.exists--;
    else if (/^\* BYE/i.test(line)) throw new Error(line);
  }

  /**
   * Waits for mail with IDLE. Returns true if some arrived. Ends after the given time, before the server would
   * disconnect.
   */
  async idle(milliseconds: number): Promise<boolean> {
    const tag = `a${++this.#tag}`;
    const before = this.exists;
    const deadline = Date.now() + milliseconds;
    this.raw.write(`${tag} IDLE\r\n`);
    this.#idling = true;
    while (this.exists <= before && Date.now() < deadline) {
      try {
        const line = await this.#answer(Math.max(1, deadline - Date.now()));
        if (!line.startsWith('+')) this.#observe(line);
      } catch (error) {
        if (!(error instanceof SilentServer)) throw error;
      }
    }
    this.raw.write('DONE\r\n');
    this.#idling = false;
    for (;;) {
      const line = await this.#answer();
      if (line.startsWith(`${tag} `)) return this.exists > before;
      this.#observe(line);
    }
  }

  logout(): void {
    try {
      this.raw.write(`${this.#idling ? 'DONE\r\n' : ''}z LOGOUT\r\n`);
    } catch {
      // The connection has already ended.
    }
    this.raw.end();
  }

  hangUp(): void {
    this.raw.hangUp();
  }
}
