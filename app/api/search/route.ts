import { route } from '@/lib/http';
import { search } from '@/lib/search';

export const GET = route(async (actor, request) => {
  const typed = new URL(request.url).searchParams.get('q') ?? '';
  return Response.json({ found: await search(actor, typed) }, { headers: { 'Cache-Control': 'no-store' } });
});
