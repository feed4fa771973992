import { Readable } from 'node:stream';
import { route } from '@/lib/http';
import { openAttachment } from '@/lib/webmail';
import { partShape } from '@/lib/webmail/requests';
import { parseQuery } from '../parse-query';

/** A file of a message, or the message itself (part=message), as a stream. */
export const GET = route(async (actor, request) => {
  const { part, ...at } = parseQuery(request, partShape);
  const { stream, headers } = await openAttachment(actor, at, part);
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
});
