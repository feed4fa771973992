import type { Actor } from '@/lib/tenancy';
import { type FetchedMessage, fetchText } from './fetch-message';
import { quotation } from './rendering';
import type { MessageAt } from './shapes';

/** Longer quotations are cut. This is about 50 pages. */
const maxQuoteLength = 100_000;

/** The text of a message for a reply, or for forwarding it. */
export async function quotedText(actor: Actor, at: MessageAt, fetched: FetchedMessage): Promise<string> {
  const text = fetched.text ?? (await fetchText(actor, at, fetched.parts));
  return quotation(actor, { text, html: fetched.html }, maxQuoteLength);
}
