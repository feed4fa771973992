import { createInterface } from 'node:readline';
import { makeWorld, reportSending, suspendSending } from '@/lib/testing';

// A process that creates tenants for the journeys, and does for them what they cannot wait for, because Playwright cannot load
// server-only modules. One request per line on standard input, one response per line on standard output.

export type SeedRequest =
  | { mailboxes: readonly string[]; under?: { resellerId: string; resellerName: string } | null }
  | { suspendSending: string }
  | { reportSending: true };

async function answerTo(request: SeedRequest): Promise<unknown> {
  if ('mailboxes' in request) return makeWorld(request.mailboxes, request.under ?? null);
  if ('suspendSending' in request) return suspendSending(request.suspendSending);
  return reportSending();
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await answerTo(JSON.parse(line) as SeedRequest).then(
    (ok) => ({ ok: ok ?? null }),
    (error: unknown) => ({ error: String(error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
