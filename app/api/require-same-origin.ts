import { Refusal } from '@/lib/errors';

/** Refuses requests from other sites, because the browser sends our cookie with their forms too. */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const from = origin !== null && URL.canParse(origin) ? new URL(origin).host : null;
  const same = site ? site === 'same-origin' : from !== null && from === request.headers.get('host');
  if (!same) throw new Refusal('not-allowed');
}
