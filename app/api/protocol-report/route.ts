import { readReport } from '@/lib/devices';
import { reportInput } from '@/lib/devices/requests';
import { type CsvColumns, csvDownload, jsonLinesDownload, route } from '@/lib/http';

/** More devices than this should be exported one domain at a time. */
const maxRows = 100_000;

const columns: CsvColumns<Awaited<ReturnType<typeof readReport>>['rows'][number]> = {
  mailbox: (row) => row.address,
  device: (row) => row.label,
  protocol: (row) => row.protocol,
  address: (row) => row.remoteIp,
  'last seen': (row) => row.lastSeenAt,
  sessions: (row) => row.sessions,
  removed: (row) => row.removed,
  why: (row) => row.weak.join(' '),
};

/** The devices of the protocol report as a spreadsheet file or as JSON lines, in the actor's scope. */
export const GET = route(async (actor, request) => {
  const params = new URL(request.url).searchParams;
  const query = reportInput.parse({ days: params.get('days') ?? 30, domainId: params.get('domain') });
  const { rows } = await readReport(actor, query, { limit: maxRows });
  if (params.get('format') !== 'jsonl') return csvDownload('protocol-report', columns, [rows]);
  return jsonLinesDownload('protocol-report', [rows], 'application/x-ndjson; charset=utf-8');
});
