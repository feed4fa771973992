import { z } from 'zod';
import { listAudit } from '@/lib/audit';
import type { AuditRow } from '@/lib/audit/shapes';
import { type CsvColumns, csvDownload, jsonLinesDownload, route } from '@/lib/http';
import { byLast, take } from '../export/read-pages';

const columns: CsvColumns<AuditRow> = {
  seq: (row) => row.seq,
  at: (row) => row.at,
  actor: (row) => row.actorName,
  'actor kind': (row) => row.actorKind,
  'on behalf of': (row) => row.onBehalfOf,
  ip: (row) => row.ip,
  action: (row) => row.action,
  'object type': (row) => row.objectType,
  object: (row) => row.objectLabel,
  before: (row) => json(row.before),
  after: (row) => json(row.after),
};

const shape = z.object({
  q: z.string().max(200).default(''),
  others: z.enum(['0', '1']).default('0'),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});

/** The audit log in the actor's scope, newest first, as CSV or JSON lines. */
export const GET = route(async (actor, request) => {
  const { q, others, format } = shape.parse(Object.fromEntries(new URL(request.url).searchParams));
  const pages = byLast<AuditRow>(async (last) => {
    const before = last ? { before: last.seq } : {};
    const rows = await listAudit(actor, { search: q, others: others === '1', take, ...before });
    return { rows, more: rows.length === take };
  });
  return format === 'csv' ? csvDownload('audit', columns, pages) : jsonLinesDownload('audit', pages);
});

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
