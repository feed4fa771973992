import { z } from 'zod';
import { route } from '@/lib/http';
import { bodyDocument, bodyHeaders } from '@/lib/webmail';
import { messageShape } from '@/lib/webmail/requests';
import { parseQuery } from '../parse-query';

const shape = messageShape.extend({
  pictures: z.enum(['0', '1']).default('0'),
  look: z.enum(['light', 'dark', 'invert']).default('light'),
});

/** The sanitised message, for its frame. */
export const GET = route(async (actor, request) => {
  const { pictures, look, ...at } = parseQuery(request, shape);
  const html = await bodyDocument(actor, at, { pictures: pictures === '1', look });
  return new Response(html, { headers: bodyHeaders(request.headers.get('host') ?? '') });
});
