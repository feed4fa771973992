import { csvLine } from '@/components/ui/csv';
import { readReport } from '@/lib/devices';
import { reportInput } from '@/lib/devices/shapes';
import { route } from '@/lib/http';

/** More devices than this belong in several files, a domain each. */
const most = 100_000;
const header = ['mailbox', 'device', 'protocol', 'address', 'last seen', 'sessions', 'removed', 'why'];

/** The devices of the protocol report as a spreadsheet file or as JSON lines, in the actor's scope. */
export const GET = route(async (actor, request) => {
  const params = new URL(request.url).searchParams;
  const query = reportInput.parse({ days: params.get('days') ?? 30, domainId: params.get('domain') });
  const { rows } = await readReport(actor, query, { most });
  const jsonl = params.get('format') === 'jsonl';
  const body = jsonl
    ? rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    : `\uFEFF${csvLine(header)}${rows
        .map((row) =>
          csvLine([
            row.address,
            row.label,
            row.protocol,
            row.remoteIp,
            row.lastSeenAt,
            row.sessions,
            row.removed,
            row.weak.join(' '),
          ]),
        )
        .join('')}`;
  return new Response(body, {
    headers: {
      'Content-Type': jsonl ? 'application/x-ndjson; charset=utf-8' : 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="protocol-report.${jsonl ? 'jsonl' : 'csv'}"`,
      'Cache-Control': 'no-store',
    },
  });
});
