import { databaseAnswers } from '@/lib/http';

export const dynamic = 'force-dynamic';

/** For monitoring: 200 when the panel can serve pages, 503 when its database does not answer. */
export async function GET(): Promise<Response> {
  const good = await databaseAnswers();
  return Response.json({ ok: good }, { status: good ? 200 : 503, headers: { 'Cache-Control': 'no-store' } });
}
