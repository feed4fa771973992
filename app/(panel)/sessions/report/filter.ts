import type { FilterAddress } from '@/components/list/filter-address';
import { type Doing, doings, type ReportOnly, reportDays, reportOnly } from '@/lib/devices/shapes';

/** The filter of the protocol report, kept in the URL. */
export interface ReportFilter {
  days: (typeof reportDays)[number];
  domainId: string | null;
  /** A weakness, or all devices; without it, those with any weakness. */
  only: ReportOnly | null;
  does: Doing | null;
}

export function readReportFilter(params: Pick<URLSearchParams, 'get'>): ReportFilter {
  const domainId = params.get('domain');
  return {
    days: reportDays.find((days) => String(days) === params.get('days')) ?? 30,
    domainId: domainId && /^[0-9a-f-]{36}$/i.test(domainId) ? domainId : null,
    only: reportOnly.find((one) => one === params.get('only')) ?? null,
    does: doings.find((one) => one === params.get('does')) ?? null,
  };
}

/** For the URL of the page and of its export. */
export function reportQuery({ days, domainId, only, does }: ReportFilter): URLSearchParams {
  return new URLSearchParams({
    days: String(days),
    ...(domainId && { domain: domainId }),
    ...(only && { only }),
    ...(does && { does }),
  });
}

export const reportAddress: FilterAddress<ReportFilter> = {
  path: '/sessions/report',
  read: readReportFilter,
  write: (filter) => `?${reportQuery(filter)}`,
};
