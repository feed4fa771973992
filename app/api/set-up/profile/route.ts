import { ownProfile } from '@/lib/client-setup';
import { route } from '@/lib/http';

/** Downloaded on an owner's iPhone, iPad or Mac, which then asks for the password. */
export const GET = route(
  async (actor) =>
    new Response(await ownProfile(actor), {
      headers: {
        'Content-Type': 'application/x-apple-aspen-config',
        'Content-Disposition': 'attachment; filename="mail.mobileconfig"',
        'Cache-Control': 'no-store',
      },
    }),
);
