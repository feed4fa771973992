import { z } from 'zod';
import { csvLine } from '@/components/ui/csv';
import { Refusal } from '@/lib/errors';
import { route } from '@/lib/http';
import { takeImportResult } from '@/lib/imports';
import { fromOurPage } from '../../from-our-page';

type Context = { params: Promise<{ importId: string }> };

/** What became of each line. Asking changes something (the passwords are told once), so that no link can do it. */
export const POST = route<Context>(async (actor, request, { params }) => {
  fromOurPage(request);
  const id = z.uuid().safeParse((await params).importId);
  if (!id.success) throw new Refusal('not-found');
  const lines = await takeImportResult(actor, id.data);
  const rows = lines.map(({ line, address, result, problem, password }) =>
    csvLine([line, address, result, problem, password]),
  );
  return new Response(`\uFEFF${csvLine(['line', 'address', 'result', 'problem', 'password'])}${rows.join('')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="import-result.csv"',
      'Cache-Control': 'no-store',
    },
  });
});
