import { route } from '@/lib/http';
import { messageShape, readMessage } from '@/lib/webmail';
import { parseQuery } from '../parse-query';

/** One message. Reading it does not mark it as read. */
export const GET = route(async (actor, request) =>
  Response.json(await readMessage(actor, parseQuery(request, messageShape))),
);
