import { listAudit } from '@/lib/audit';
import type { Actor } from '@/lib/tenancy';
import type { AuditFilter } from './filter';

/** Entries that the log shows at a time. */
const pageSize = 200;

/** A page of the log, newest first: the first one, or what is older than the entry with this number. */
export async function auditPage(actor: Actor, { search, others, before }: AuditFilter & { before?: number }) {
  const rows = await listAudit(actor, { search, others, take: pageSize, ...(before ? { before } : {}) });
  return { rows, more: rows.length === pageSize };
}
