import { route } from '@/lib/http';
import { listMessages } from '@/lib/webmail';
import { windowShape } from '@/lib/webmail/requests';
import { asked } from '../asked';

/** A window of a folder. A route and not a server action, because those wait for each other and scrolling must not. */
export const GET = route(async (actor, request) =>
  Response.json(await listMessages(actor, asked(request, windowShape))),
);
