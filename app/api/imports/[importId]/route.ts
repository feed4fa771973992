import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { type CsvColumns, csvDownload, route } from '@/lib/http';
import { takeImportResult } from '@/lib/imports';
import { requireSameOrigin } from '../../require-same-origin';

const columns: CsvColumns<Awaited<ReturnType<typeof takeImportResult>>[number]> = {
  line: (row) => row.line,
  address: (row) => row.address,
  result: (row) => row.result,
  problem: (row) => row.problem,
  password: (row) => row.password,
};

type Context = { params: Promise<{ importId: string }> };

/** The result of each line. A POST, because reading changes something: the passwords are shown only once. */
export const POST = route<Context>(async (actor, request, { params }) => {
  requireSameOrigin(request);
  const id = z.uuid().safeParse((await params).importId);
  if (!id.success) throw new Refusal('not-found');
  const lines = await takeImportResult(actor, id.data);
  return csvDownload('import-result', columns, [lines]);
});
