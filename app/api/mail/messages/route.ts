import { route } from '@/lib/http';
import { listMessages, windowShape } from '@/lib/webmail';
import { parseQuery } from '../parse-query';

/** A window of a folder. A route and not a server action, because those wait for each other and scrolling must not. */
export const GET = route(async (actor, request) =>
  Response.json(await listMessages(actor, parseQuery(request, windowShape))),
);
