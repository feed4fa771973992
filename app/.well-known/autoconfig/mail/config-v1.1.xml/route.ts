import { autoconfig, offeredSettings } from '@/lib/client-setup';

/**
 * Requested by mail programs during set-up, at `autoconfig.<domain>` with the address or at the domain itself. The
 * response is the same whether the address exists or not.
 */
export async function GET(request: Request): Promise<Response> {
  const host = (request.headers.get('host') ?? '').replace(/:\d+$/, '').replace(/^autoconfig\./i, '');
  const offered = await offeredSettings(new URL(request.url).searchParams.get('emailaddress') ?? host);
  if (!offered) return new Response('This domain has no mail here.\n', { status: 404 });
  return new Response(autoconfig(offered), { headers: { 'Content-Type': 'application/xml; charset=utf-8' } });
}
