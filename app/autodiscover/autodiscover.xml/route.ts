import { autodiscover, autodiscoverAddress, offeredSettings } from '@/lib/client-setup';

/** A request is about 500 bytes. */
const longest = 64 * 1024;

/** Requested by Outlook during set-up. The response is the same whether the address exists or not. */
export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? longest + 1) > longest)
    return new Response('Too long.\n', { status: 413 });
  const address = autodiscoverAddress(await request.text());
  if (!address) return new Response('No address was asked for.\n', { status: 400 });
  const offered = await offeredSettings(address);
  if (!offered) return new Response('This domain has no mail here.\n', { status: 404 });
  return new Response(autodiscover(offered, address), { headers: { 'Content-Type': 'text/xml; charset=utf-8' } });
}
