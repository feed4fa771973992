import { route } from '@/lib/http';
import { listMessages } from '@/lib/webmail';
import { windowShape } from '@/lib/webmail/requests';
import { parseQuery } from '../parse-query';

/** A window of a folder. A route, because server actions run one after another and would delay scrolling. */
export const GET = route(async (actor, request) =>
  Response.json(await listMessages(actor, parseQuery(request, windowShape))),
);
