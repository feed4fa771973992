import { z } from 'zod';
import { type CsvValue, csvLine } from '@/components/ui/csv';
import { listAudit } from '@/lib/audit';
import type { AuditRow } from '@/lib/audit/shapes';
import { route } from '@/lib/http';
import type { Actor } from '@/lib/tenancy';

const header = [
  'seq',
  'at',
  'actor',
  'actor kind',
  'on behalf of',
  'ip',
  'action',
  'object type',
  'object',
  'before',
  'after',
];
/** Rows asked for at a time, so that a log of any length costs one page of memory. */
const step = 1000;

const formats = {
  csv: { type: 'text/csv; charset=utf-8', head: `\uFEFF${csvLine(header)}`, line: csvOf },
  /** One JSON object a line, with nothing made safe for spreadsheets. */
  jsonl: { type: 'application/jsonl; charset=utf-8', head: '', line: (row: AuditRow) => `${JSON.stringify(row)}\n` },
};

const shape = z.object({
  q: z.string().max(200).default(''),
  others: z.enum(['0', '1']).default('0'),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});

/** The audit log as the actor may see it, newest first, as a file for spreadsheets or for programs. */
export const GET = route(async (actor, request) => {
  const { q, others, format } = shape.parse(Object.fromEntries(new URL(request.url).searchParams));
  const encoder = new TextEncoder();
  const lines = write(actor, { search: q, others: others === '1' }, formats[format]);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': formats[format].type,
      'Content-Disposition': `attachment; filename="audit.${format}"`,
      'Cache-Control': 'no-store',
    },
  });
});

async function* write(
  actor: Actor,
  which: { search: string; others: boolean },
  { head, line }: { head: string; line: (row: AuditRow) => string },
): AsyncGenerator<string, undefined> {
  yield head;
  let before: number | undefined;
  while (true) {
    const rows = await listAudit(actor, { ...which, take: step, ...(before === undefined ? {} : { before }) });
    yield rows.map(line).join('');
    before = rows.at(-1)?.seq;
    if (rows.length < step) return;
  }
}

function csvOf(row: AuditRow): string {
  const cells: CsvValue[] = [row.seq, row.at, row.actorName, row.actorKind, row.onBehalfOf, row.ip, row.action];
  cells.push(row.objectType, row.objectLabel, json(row.before), json(row.after));
  return csvLine(cells);
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
