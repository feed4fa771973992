import { createInterface } from 'node:readline';
import { makeWorld } from '@/lib/testing';

// A process beside the journeys that makes tenants for them: Playwright cannot load rooms that are for servers only.
// One request a line on standard input, one answer a line on standard output.
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
