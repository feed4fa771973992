import { readSearch } from '@/components/list/filter-address';

/** The filter of the audit log, kept in the URL. */
export interface AuditFilter {
  search: string;
  /** Only actions of other people. */
  others: boolean;
}

export function readAuditFilter(params: Pick<URLSearchParams, 'get'>): AuditFilter {
  return { search: readSearch(params, 'q'), others: params.get('others') === '1' };
}

/** For the URL of the log and of its exports. */
export function auditQuery({ search, others }: AuditFilter, format?: string): string {
  const query = new URLSearchParams();
  if (search) query.set('q', search);
  if (others) query.set('others', '1');
  if (format) query.set('format', format);
  return query.toString();
}
