import { listAudit } from '@/lib/audit';
import type { Actor } from '@/lib/tenancy';
import type { AuditFilter } from './filter';

/** Entries per page. */
const pageSize = 200;

/** A page of the log, newest first: the first page, or the entries before the given number. */
export async function auditPage(actor: Actor, { search, others, before }: AuditFilter & { before?: number }) {
  const rows = await listAudit(actor, { search, others, take: pageSize, ...(before ? { before } : {}) });
  return { rows, more: rows.length === pageSize };
}
