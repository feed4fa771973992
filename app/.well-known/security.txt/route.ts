import { config } from '@/lib/config';

// Its date is that of the answer, not of the build.
export const dynamic = 'force-dynamic';

/** Researchers must not rely on an old copy for longer. */
const validDays = 90;

/** Whom to tell of a weakness (RFC 9116). Without a contact of the host there is no such file. */
export function GET(): Response {
  const { MILEPOST_SECURITY_CONTACT: contact, MILEPOST_URL: url } = config();
  if (!contact) return new Response('This host names no contact.\n', { status: 404 });
  const expires = new Date(Date.now() + validDays * 86_400_000).toISOString();
  const lines = [`Contact: ${contact}`, `Expires: ${expires}`, `Canonical: ${url}/.well-known/security.txt`];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
