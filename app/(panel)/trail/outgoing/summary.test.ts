import { expect, it } from 'vitest';
import type { SentRecipient } from '@/lib/activity/shapes';
import type { RecipientState } from '@/lib/activity/values';
import { summaryOf } from './summary';

const of = (endedAt: string | null, ...states: RecipientState[]) =>
  summaryOf({ endedAt, recipients: states.map((state) => ({ state }) as SentRecipient) });

it('a message is as its recipient that needs attention most', () => {
  expect(of(null)).toBe('queued');
  expect(of(null, 'sent')).toBe('queued');
  expect(of(null, 'sent', 'deferred', 'bounced')).toBe('deferred');
  expect(of('x', 'sent', 'bounced')).toBe('failed');
  expect(of('x', 'sent', 'returned')).toBe('failed');
  expect(of('x', 'expired')).toBe('failed');
  expect(of('x', 'sent', 'deleted')).toBe('deleted');
  expect(of('x', 'sent', 'sent')).toBe('sent');
});
