import { getTranslations } from 'next-intl/server';
import { readReportFilter } from '@/app/(panel)/sessions/report/filter';
import { pageReport } from '@/lib/devices';
import type { ReportRow } from '@/lib/devices/shapes';
import { type CsvColumns, csvDownload, jsonLinesDownload, route } from '@/lib/http';
import { byCursor, take } from '../export/read-pages';

/** The columns whose heading ends with "code" are for programs; the reader's language has none of them. */
async function columnsFor(): Promise<CsvColumns<ReportRow>> {
  const report = await getTranslations('report');
  const does = await getTranslations('devices.short');
  const protocols = await getTranslations('sessions.protocol');
  return {
    mailbox: (row) => row.address,
    device: (row) => row.label,
    protocol: (row) => protocols(row.protocol),
    address: (row) => row.remoteIp,
    'last seen': (row) => row.lastSeenAt,
    sessions: (row) => row.sessions,
    removed: (row) => row.removed,
    does: (row) => does(row.takes),
    why: (row) => row.weak.map((weak) => report(`weak.${weak}`)).join('; '),
    'protocol code': (row) => row.protocol,
    'does code': (row) => row.takes,
    'why code': (row) => row.weak.join(' '),
  };
}

/** The devices of the protocol report as a spreadsheet file or as JSON lines, in the actor's scope. */
export const GET = route(async (actor, request) => {
  const params = new URL(request.url).searchParams;
  const filter = readReportFilter(params);
  const pages = byCursor((at) => pageReport(actor, { ...filter, at, take }));
  if (params.get('format') !== 'jsonl') return csvDownload('protocol-report', await columnsFor(), pages);
  return jsonLinesDownload('protocol-report', pages, 'application/x-ndjson; charset=utf-8');
});
