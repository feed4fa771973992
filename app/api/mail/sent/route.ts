import { Refusal } from '@/lib/errors';
import { route } from '@/lib/http';
import { sentSource } from '@/lib/webmail';
import { sentShape } from '@/lib/webmail/requests';
import { requireSameOrigin } from '../../require-same-origin';

/** A message that was sent and could not be filed, to be kept elsewhere. */
export const POST = route(async (actor, request) => {
  requireSameOrigin(request);
  const parsed = sentShape.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new Refusal('invalid');
  const { bytes, headers } = await sentSource(actor, parsed.data);
  return new Response(new Uint8Array(bytes), { headers });
});
