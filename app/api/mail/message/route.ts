import { route } from '@/lib/http';
import { readMessage } from '@/lib/webmail';
import { messageShape } from '@/lib/webmail/requests';
import { asked } from '../asked';

/** One message; reading it changes nothing. */
export const GET = route(async (actor, request) =>
  Response.json(await readMessage(actor, asked(request, messageShape))),
);
