import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Account, type Endpoint, RawClient } from '@/lib/mail-clients';

/** A sender who says exactly what an attack wants, command by command. */
export class Smtp {
  private constructor(private readonly raw: RawClient) {}

  static async connect(to: Endpoint): Promise<Smtp> {
    const smtp = new Smtp(await RawClient.connect(to));
    await smtp.reply();
    return smtp;
  }

  /** The next reply, with all of its lines. */
  async reply(): Promise<string> {
    return (await this.raw.until(/^\d{3} [^\n]*\n/m)).trim();
  }

  run(command: string): Promise<string> {
    this.raw.send(command);
    return this.reply();
  }

  write(text: string): void {
    this.raw.write(Buffer.from(text, 'latin1'));
  }

  async signIn({ address, password }: Account): Promise<string> {
    await this.run('EHLO client.test');
    return this.run(`AUTH PLAIN ${Buffer.from(`\0${address}\0${password}`).toString('base64')}`);
  }

  /** The first reply that refuses, or the one to the message. */
  async send({ from, to, text }: { from: string; to: string; text: string }): Promise<string> {
    for (const command of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
      const reply = await this.run(command);
      if (isRefusal(reply)) return reply;
    }
    this.write(`${text}\r\n.\r\n`);
    return this.reply();
  }

  close(): void {
    this.raw.hangUp();
  }
}

export const isRefusal = (reply: string) => /^[45]\d\d/m.test(reply);

/** A message with the given lines at its top, the usual headers, and a body. Lines end with CRLF. */
export function message(top: readonly string[], to: string, subject: string, body = 'Hello.'): string {
  return [
    ...top,
    `To: <${to}>`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@client.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ].join('\r\n');
}

/** A whole conversation of a stranger's server at port 25. After the reply it stays for `lingerMs`. */
export async function deliver(
  port: number,
  envelope: { from: string; to: string; text: string },
  lingerMs = 0,
): Promise<string> {
  const smtp = await Smtp.connect({ port });
  try {
    await smtp.run('EHLO elsewhere.example');
    const reply = await smtp.send(envelope);
    await wait(lingerMs);
    return reply;
  } finally {
    smtp.close();
  }
}
