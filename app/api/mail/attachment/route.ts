import { Readable } from 'node:stream';
import { z } from 'zod';
import { route } from '@/lib/http';
import { openAttachment } from '@/lib/webmail';
import { messageShape } from '@/lib/webmail/requests';
import { parseQuery } from '../parse-query';

const shape = messageShape.extend({ part: z.string().regex(/^(?:message|\d{1,5}(?:\.\d{1,5}){0,30})$/) });

/** A file of a message, or the message itself (part=message), as a stream. */
export const GET = route(async (actor, request) => {
  const { folder, uid, part } = parseQuery(request, shape);
  const { stream, headers } = await openAttachment(actor, folder, uid, part);
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
});
