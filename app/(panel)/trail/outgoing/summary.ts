import type { Tone } from '@/components/ui/badge';
import type { SentRow } from '@/lib/activity/shapes';

type Summary = 'deferred' | 'failed' | 'queued' | 'deleted' | 'sent';

export const stateTones: Record<Summary, Tone> = {
  deferred: 'warn',
  failed: 'bad',
  queued: 'neutral',
  deleted: 'bad',
  sent: 'good',
};

/** A message in one word, the one that needs attention most. */
export function summaryOf({ recipients, endedAt }: Pick<SentRow, 'recipients' | 'endedAt'>): Summary {
  const states = new Set(recipients.map(({ state }) => state));
  if (states.has('deferred')) return 'deferred';
  if (states.has('bounced') || states.has('expired') || states.has('returned')) return 'failed';
  if (states.has('deleted')) return 'deleted';
  return endedAt ? 'sent' : 'queued';
}
