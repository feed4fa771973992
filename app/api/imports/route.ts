import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { route } from '@/lib/http';
import { checkImport } from '@/lib/imports';
import { requireSameOrigin } from '../require-same-origin';

/** Uploads a CSV file of mailboxes as a stream, because a server action would hold it in memory. */
export const POST = route(async (actor, request) => {
  requireSameOrigin(request);
  const name = z
    .string()
    .max(300)
    .catch('')
    .parse(new URL(request.url).searchParams.get('name') ?? '');
  if (!request.body) throw new Refusal('invalid');
  try {
    return Response.json(await checkImport(actor, name, request.body));
  } catch (error) {
    if (!(error instanceof Refusal) || typeof error.details.reason !== 'string') throw error;
    return Response.json({ code: error.code, details: error.details }, { status: 422 });
  }
});
