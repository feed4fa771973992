import { readSearch } from '@/components/list/filter-address';

/** What the audit log shows; its address bar says it. */
export interface AuditFilter {
  search: string;
  /** Only what others did. */
  others: boolean;
}

export function readAuditFilter(params: Pick<URLSearchParams, 'get'>): AuditFilter {
  return { search: readSearch(params, 'q'), others: params.get('others') === '1' };
}

/** For the address of the log and of its exports. */
export function auditQuery({ search, others }: AuditFilter, format?: string): string {
  const query = new URLSearchParams();
  if (search) query.set('q', search);
  if (others) query.set('others', '1');
  if (format) query.set('format', format);
  return query.toString();
}
