import { randomUUID } from 'node:crypto';

/** A message as bytes. */
export function mail(headers: Record<string, string>, body: string): Buffer {
  const all = {
    From: 'Writer <writer@elsewhere.example>',
    To: 'you@here.example',
    Subject: 'x',
    'Message-ID': `<${randomUUID()}@x.example>`,
    Date: 'Thu, 05 Nov 2026 10:00:00 +0000',
    ...headers,
  };
  return Buffer.from(
    `${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`,
  );
}
