import { Refusal } from '@/lib/errors';
import { route } from '@/lib/http';
import { csvAnswer } from './csv-stream';
import { tables } from './tables';

type Context = { params: Promise<{ table: string }> };

/** Every row that the list's filter finds for this actor, and not only those that a browser has loaded. */
export const GET = route<Context>(async (actor, request, { params }) => {
  const { table: name } = await params;
  const table = tables.get(name);
  if (!table) throw new Refusal('not-found');
  const pages = table.pages(actor, new URL(request.url).searchParams);
  // The first page is read before the answer begins: a refusal still has a status of its own.
  const first = await pages.next();
  return csvAnswer(
    name,
    table.header,
    (async function* () {
      if (!first.done) yield first.value;
      yield* pages;
    })(),
  );
});
