import type net from 'node:net';
import { type Account, connectFrom } from './mail-clients';
import { stack } from './stack';

/** A POP3 client (RFC 1939) that says what it is told to say, for what libraries would not do. */
export class Pop3 {
  private buffer = '';
  private wake = () => {};
  private ended = false;

  private constructor(private readonly socket: net.Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.buffer += text;
      this.wake();
    });
    const end = () => {
      this.ended = true;
      this.wake();
    };
    socket.on('close', end);
    socket.on('error', end);
  }

  /** Connects by TLS and signs in; throws with the server's words when it is refused. */
  static async open({ address, password }: Account): Promise<Pop3> {
    const client = new Pop3(connectFrom(address, stack.ports.pop3s, true));
    await client.line();
    await client.say(`USER ${address}`);
    await client.say(`PASS ${password}`);
    return client;
  }

  private async until(end: string): Promise<string> {
    for (;;) {
      const at = this.buffer.indexOf(end);
      if (at >= 0) {
        const text = this.buffer.slice(0, at);
        this.buffer = this.buffer.slice(at + end.length);
        return text;
      }
      if (this.ended) throw new Error(`the connection ended; it had said: ${this.buffer}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private async line(): Promise<string> {
    const text = await this.until('\r\n');
    if (!text.startsWith('+OK')) throw new Error(text);
    return text;
  }

  async say(command: string): Promise<string> {
    this.socket.write(`${command}\r\n`);
    return this.line();
  }

  /** Message numbers. */
  async list(): Promise<number[]> {
    const text = await this.many('LIST');
    return text
      .split('\r\n')
      .filter(Boolean)
      .map((line) => Number(line.split(' ')[0]));
  }

  async retrieve(number: number): Promise<string> {
    return this.many(`RETR ${number}`);
  }

  private async many(command: string): Promise<string> {
    await this.say(command);
    // An empty list is its end alone.
    if (this.buffer.startsWith('.\r\n')) {
      this.buffer = this.buffer.slice(3);
      return '';
    }
    return this.until('\r\n.\r\n');
  }

  async remove(number: number): Promise<void> {
    await this.say(`DELE ${number}`);
  }

  /** Removals take place here. */
  async quit(): Promise<void> {
    await this.say('QUIT');
    this.socket.end();
  }

  close(): void {
    this.socket.destroy();
  }
}
