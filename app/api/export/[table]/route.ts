import { Refusal } from '@/lib/errors';
import { route } from '@/lib/http';
import { tables } from './tables';

type Context = { params: Promise<{ table: string }> };

/** Exports all rows that match the filter in the actor's scope, not only the loaded ones. */
export const GET = route<Context>(async (actor, request, { params }) => {
  const { table: name } = await params;
  const table = tables.get(name);
  if (!table) throw new Refusal('not-found');
  return table(name, actor, new URL(request.url).searchParams);
});
