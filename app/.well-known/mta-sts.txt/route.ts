import { clientSettings, mtaStsPolicy, offeredSettings } from '@/lib/client-setup';

/** Requested by other mail hosts at `mta-sts.<domain>` (RFC 8461, 3.3). */
export async function GET(request: Request): Promise<Response> {
  const host = (request.headers.get('host') ?? '').replace(/:\d+$/, '');
  const offered = /^mta-sts\./i.test(host) ? await offeredSettings(host.replace(/^mta-sts\./i, '')) : null;
  if (!offered) return new Response('This domain has no mail here.\n', { status: 404 });
  return new Response(mtaStsPolicy(clientSettings().host), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
