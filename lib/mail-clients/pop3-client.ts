import type { Account, ClaimedAddress, Endpoint } from './connection';
import { RawClient } from './raw-client';

/** POP3 (RFC 1939) with the XCLIENT of trusted networks. */
export class Pop3Client {
  private constructor(private readonly raw: RawClient) {}

  /** Signs in; throws with the server's answer when that is refused. */
  static connect(to: Endpoint, account: Account, { claimed }: { claimed?: ClaimedAddress } = {}): Promise<Pop3Client> {
    return RawClient.signedIn(to, async (raw) => {
      const client = new Pop3Client(raw);
      await client.#answer();
      if (claimed) await client.run(`XCLIENT ADDR=${claimed.ip} PORT=${claimed.port}`);
      await client.run(`USER ${account.address}`);
      await client.run(`PASS ${account.password}`);
      return client;
    });
  }

  async #answer(): Promise<string> {
    const line = await this.raw.line();
    if (!line.startsWith('+OK')) throw new Error(line);
    return line;
  }

  /** Runs a command and answers its first line; throws with it when it is an error. */
  async run(command: string): Promise<string> {
    this.raw.send(command);
    return this.#answer();
  }

  async #lines(command: string): Promise<string[]> {
    await this.run(command);
    const lines: string[] = [];
    for (;;) {
      const line = await this.raw.line();
      if (line === '.') return lines;
      lines.push(line);
    }
  }

  /** Message numbers, each with its unique id. */
  async list(): Promise<{ number: number; uidl: string }[]> {
    return (await this.#lines('UIDL')).map((line) => {
      const [number, uidl = ''] = line.split(' ');
      return { number: Number(number), uidl };
    });
  }

  /** A message as it is on the wire: a leading dot is still doubled. */
  async retrieve(number: number): Promise<string> {
    return (await this.#lines(`RETR ${number}`)).join('\r\n');
  }

  /** Marks a message as deleted. */
  async remove(number: number): Promise<void> {
    await this.run(`DELE ${number}`);
  }

  /** Ends the session; the server expunges what is marked as deleted. */
  async quit(): Promise<void> {
    await this.run('QUIT');
    this.raw.end();
  }

  hangUp(): void {
    this.raw.hangUp();
  }
}
