import { getTranslations } from 'next-intl/server';
import { readInvitation } from '@/lib/people';
import { GoneLink } from '../../gone-link';
import { AcceptInvitation } from './accept-invitation';

export async function generateMetadata() {
  return { title: (await getTranslations('auth.invitation'))('title') };
}

export default async function InvitationPage({ params }: PageProps<'/invitation/[token]'>) {
  const { token } = await params;
  const invitation = await readInvitation(token);
  return invitation ? <AcceptInvitation token={token} invitation={invitation} /> : <GoneLink what="invitation" />;
}
