import { Refusal } from '@/lib/errors';

/** A cookie travels with a form of another site, too: only our own pages may change something. */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const same = site ? site === 'same-origin' : origin !== null && new URL(origin).host === request.headers.get('host');
  if (!same) throw new Refusal('not-allowed');
}
