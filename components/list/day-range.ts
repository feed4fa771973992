import { type DayRange, dayRange } from '@/lib/db/shapes';

export const noDays: DayRange = { from: null, to: null, zone: 'UTC' };

/** The days of a filter, from `from`, `to` and `zone` of the URL. Invalid ones are no filter. */
export function readDays(params: Pick<URLSearchParams, 'get'>): DayRange {
  const found = dayRange.safeParse({
    from: params.get('from'),
    to: params.get('to'),
    zone: params.get('zone') ?? undefined,
  });
  return found.success ? found.data : noDays;
}

export function writeDays(params: URLSearchParams, { from, to, zone }: DayRange): void {
  if (from) params.set('from', from);
  if (to) params.set('to', to);
  if ((from || to) && zone) params.set('zone', zone);
}
