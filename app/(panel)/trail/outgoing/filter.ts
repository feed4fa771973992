import { readDays, writeDays } from '@/components/list/day-range';
import { type FilterAddress, readSearch } from '@/components/list/filter-address';
import type { DayRange } from '@/lib/db/shapes';
import { sentFilters } from '@/lib/trail/values';

/** The filter of outgoing messages, kept in the URL. */
export interface OutgoingFilter {
  search: string;
  state: (typeof sentFilters)[number] | null;
  mailboxId: string | null;
  days: DayRange;
}

export function readOutgoingFilter(params: Pick<URLSearchParams, 'get'>): OutgoingFilter {
  const mailboxId = params.get('mailbox');
  return {
    search: readSearch(params, 'q'),
    state: sentFilters.find((state) => state === params.get('state')) ?? null,
    mailboxId: mailboxId && /^[0-9a-f-]{36}$/i.test(mailboxId) ? mailboxId : null,
    days: readDays(params),
  };
}

export const outgoingAddress: FilterAddress<OutgoingFilter> = {
  path: '/trail/outgoing',
  read: readOutgoingFilter,
  write: ({ search, state, mailboxId, days }) => {
    const params = new URLSearchParams();
    if (search) params.set('q', search);
    if (state) params.set('state', state);
    if (mailboxId) params.set('mailbox', mailboxId);
    writeDays(params, days);
    const text = params.toString();
    return text ? `?${text}` : '';
  },
};

export const sentHref = (sentId: string) => `/trail/outgoing/message?sent=${sentId}`;
