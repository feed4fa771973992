import { readDays, writeDays } from '@/components/list/day-range';
import { type FilterAddress, readSearch } from '@/components/list/filter-address';
import { type EventKind, eventKinds } from '@/lib/activity/shapes';
import type { DayRange } from '@/lib/db/shapes';

/** The filter of the trail, kept in the URL. */
export interface TrailFilter {
  search: string;
  kind: EventKind | null;
  mailboxId: string | null;
  days: DayRange;
}

export function readTrailFilter(params: Pick<URLSearchParams, 'get'>): TrailFilter {
  const mailboxId = params.get('mailbox');
  return {
    search: readSearch(params, 'q'),
    kind: eventKinds.find((kind) => kind === params.get('kind')) ?? null,
    mailboxId: mailboxId && /^[0-9a-f-]{36}$/i.test(mailboxId) ? mailboxId : null,
    days: readDays(params),
  };
}

export function writeTrailFilter(filter: TrailFilter): string {
  const params = new URLSearchParams();
  if (filter.search) params.set('q', filter.search);
  if (filter.kind) params.set('kind', filter.kind);
  if (filter.mailboxId) params.set('mailbox', filter.mailboxId);
  writeDays(params, filter.days);
  const text = params.toString();
  return text ? `?${text}` : '';
}

export const trailAddress: FilterAddress<TrailFilter> = {
  path: '/trail',
  read: readTrailFilter,
  write: writeTrailFilter,
};
