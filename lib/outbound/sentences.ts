import type { Over } from './decide';
import type { Level } from './shapes';

// What the mail program shows. It is in English, as every answer of Postfix and Dovecot.

/** For whom the limit is, if it is not the sender's own. */
const owners: Record<Exclude<Level, 'mailbox'>, string> = {
  domain: 'all mailboxes of the domain',
  customer: 'all mailboxes of the customer',
  reseller: 'all customers of the reseller',
};

const clock = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export function sentenceOf(address: string, { level, period, used, limit, freeAt }: Over, recipients: number): string {
  const who = level === 'mailbox' ? `${address} has` : `${address}: ${owners[level]} have`;
  const per = period === 'hour' ? 'an hour' : 'a day';
  const free = freeAt ? `, free again at ${clock(freeAt)}` : '';
  return `${who} sent to ${used} of ${limit} recipients in ${per}, and this is for ${recipients} more${free}`;
}

export const suspendedSentence = (address: string) =>
  `${address} may not send: sending is suspended after an unusual number of recipients. Sign in to the panel, or ask your administrator`;
