import type { Visitor } from './imap-client';
import { LineSocket } from './line-socket';

/** POP3 (RFC 1939) with the XCLIENT of trusted hosts. */
export class Pop3Client {
  private constructor(private readonly socket: LineSocket) {}

  static async connect(port: number, visitor: Visitor, signal: AbortSignal): Promise<Pop3Client> {
    const socket = await LineSocket.open(port, visitor.tls, signal);
    try {
      const client = new Pop3Client(socket);
      await client.#answer();
      await client.run(`XCLIENT ADDR=${visitor.ip} PORT=${visitor.port}`);
      await client.run(`USER ${visitor.user}`);
      await client.run(`PASS ${visitor.password}`);
      return client;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  async #answer(): Promise<string> {
    const line = await this.socket.line();
    if (!line.startsWith('+OK')) throw new Error(line);
    return line;
  }

  run(command: string): Promise<string> {
    this.socket.write(`${command}\r\n`);
    return this.#answer();
  }

  async #lines(command: string): Promise<string[]> {
    await this.run(command);
    const lines: string[] = [];
    for (;;) {
      const line = await this.socket.line();
      if (line === '.') return lines;
      lines.push(line);
    }
  }

  /** Message numbers with what identifies each for ever. */
  async list(): Promise<{ number: number; uidl: string }[]> {
    return (await this.#lines('UIDL')).map((line) => {
      const [number, uidl = ''] = line.split(' ');
      return { number: Number(number), uidl };
    });
  }

  async retrieve(number: number): Promise<void> {
    await this.#lines(`RETR ${number}`);
  }

  /** What is marked as deleted goes now. */
  async quit(): Promise<void> {
    await this.run('QUIT');
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }
}
