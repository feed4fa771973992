import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { route } from '@/lib/http';
import { dropUploads, saveUpload } from '@/lib/webmail';
import { requireSameOrigin } from '../../require-same-origin';
import { parseQuery } from '../parse-query';

const fileShape = z.object({ name: z.string().max(1000), type: z.string().max(200).default('') });

/** Uploads a file for the composer as a stream, because a server action would hold it in memory. */
export const POST = route(async (actor, request) => {
  requireSameOrigin(request);
  if (!request.body) throw new Refusal('invalid');
  const length = request.headers.get('content-length');
  const file = { ...parseQuery(request, fileShape), announced: length === null ? null : Number(length) };
  return Response.json(await saveUpload(actor, file, request.body));
});

export const DELETE = route(async (actor, request) => {
  requireSameOrigin(request);
  await dropUploads(actor, [parseQuery(request, z.object({ id: z.uuid() })).id]);
  return new Response(null, { status: 204 });
});
