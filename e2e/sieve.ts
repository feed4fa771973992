import net from 'node:net';
import type { Account } from './mail-clients';
import { stack } from './stack';

/** A mail program's ManageSieve (RFC 5804), with the mailbox's password, from the machine itself: there no TLS is asked for. */
export class Sieve {
  private heard = '';
  private wake = () => {};

  private constructor(private readonly socket: net.Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.heard += text;
      this.wake();
    });
  }

  static async open({ address, password }: Account): Promise<Sieve> {
    const sieve = new Sieve(net.connect({ host: '127.0.0.1', port: stack.ports.sieve }));
    await sieve.answer();
    await sieve.run(`AUTHENTICATE "PLAIN" "${Buffer.from(`\0${address}\0${password}`).toString('base64')}"`);
    return sieve;
  }

  async list(): Promise<string[]> {
    const lines = (await this.run('LISTSCRIPTS')).split('\r\n');
    return lines.filter((line) => line.startsWith('"'));
  }

  /** A script as it lies on the server. */
  async get(name: string): Promise<string> {
    const answer = await this.run(`GETSCRIPT "${name}"`);
    const [, length = '', rest = ''] = /^\{(\d+)\}\r\n([\s\S]*)$/.exec(answer) ?? [];
    return Buffer.from(rest).subarray(0, Number(length)).toString();
  }

  async put(name: string, script: string): Promise<void> {
    await this.run(`PUTSCRIPT "${name}" {${Buffer.byteLength(script)}+}\r\n${script}`);
  }

  async activate(name: string): Promise<void> {
    await this.run(`SETACTIVE "${name}"`);
  }

  async close(): Promise<void> {
    await this.run('LOGOUT');
    this.socket.destroy();
  }

  private run(command: string): Promise<string> {
    this.socket.write(`${command}\r\n`);
    return this.answer();
  }

  private async answer(): Promise<string> {
    for (;;) {
      const end = /(?:^|\r\n)(OK|NO|BYE)\b(?:[^\r\n{]*|[^\r\n]*\{\d+\}\r\n[\s\S]+)\r\n$/.exec(this.heard);
      if (end) {
        const answer = this.heard;
        this.heard = '';
        if (end[1] !== 'OK' && !/^OK/.test(answer)) throw new Error(answer);
        return answer;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
