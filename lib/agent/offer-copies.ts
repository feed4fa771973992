import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { log } from '@/lib/log';
import { sendNotice } from '@/lib/smtp';

const timeoutMs = 10_000;
/** Addresses get one line a day: enough to compare with, and not more than somebody keeps. */
const mailed = new Map<string, string>();

/**
 * Hands an anchor to places outside this machine's reach: `syslog`, `https://…` (a POST of the line) or `mailto:…`. A
 * place that does not answer is logged and gets the next line: each counts by itself.
 */
export async function offerCopies(line: string, places: readonly string[]): Promise<void> {
  for (const place of places) {
    try {
      await offer(line, place);
    } catch (error) {
      log.warn(
        `cannot offer the audit's anchor to ${place}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

async function offer(line: string, place: string): Promise<void> {
  if (place === 'syslog') {
    await promisify(execFile)('logger', ['-t', 'milepost-audit', '-p', 'auth.notice', '--', line], {
      timeout: timeoutMs,
    });
    return;
  }
  if (place.startsWith('mailto:')) {
    const today = new Date().toISOString().slice(0, 10);
    if (mailed.get(place) === today) return;
    const to = place.slice('mailto:'.length);
    await sendNotice({
      to,
      subject: `Milepost: the audit on ${today}`,
      text: `Keep this message: npm run audit -- FILE compares it with the audit.\n\n${line}\n`,
      id: `audit-${today}`,
    });
    mailed.set(place, today);
    return;
  }
  const answer = await fetch(place, {
    method: 'POST',
    body: line,
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}
