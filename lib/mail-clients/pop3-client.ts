import type { Account, ClaimedAddress, Endpoint } from './connection';
import { RawClient } from './raw-client';

/** A POP3 client (RFC 1939) with the XCLIENT command of trusted networks. */
export class Pop3Client {
  private constructor(private readonly raw: RawClient) {}

  /** Signs in. Throws the server's answer if it refuses. */
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

  /** Runs a command and returns its first line. Throws this line if it is an error. */
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

  /** Message numbers with their unique ids. */
  async list(): Promise<{ number: number; uidl: string }[]> {
    return (await this.#lines('UIDL')).map((line) => {
      const [number, uidl = ''] = line.split(' ');
      return { number: Number(number), uidl };
    });
  }

  /** A message as on the wire: a leading dot is still doubled. */
  async retrieve(number: number): Promise<string> {
    return (await this.#lines(`RETR ${number}`)).join('\r\n');
  }

  /** Marks a message as deleted. */
  async remove(number: number): Promise<void> {
    await this.run(`DELE ${number}`);
  }

  /** Ends the session. The server expunges the messages that are marked as deleted. */
  async quit(): Promise<void> {
    await this.run('QUIT');
    this.raw.end();
  }

  hangUp(): void {
    this.raw.hangUp();
  }
}
