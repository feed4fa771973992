import { createInterface } from 'node:readline';
import { makeWorld } from '@/lib/testing';

// A process that creates tenants for the journeys, because Playwright cannot load server-only modules.
// One request per line on standard input, one response per line on standard output.
for await (const line of createInterface({ input: process.stdin })) {
  const { mailboxes, under = null } = JSON.parse(line) as {
    mailboxes: string[];
    under?: { resellerId: string; resellerName: string } | null;
  };
  const answer = await makeWorld(mailboxes, under).then(
    (ok) => ({ ok }),
    (error: unknown) => ({ error: String(error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
