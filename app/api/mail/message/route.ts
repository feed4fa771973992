import { route } from '@/lib/http';
import { readMessage } from '@/lib/webmail';
import { messageShape } from '@/lib/webmail/requests';
import { parseQuery } from '../parse-query';

/** One message. Reading it does not mark it as read. */
export const GET = route(async (actor, request) =>
  Response.json(await readMessage(actor, parseQuery(request, messageShape))),
);
