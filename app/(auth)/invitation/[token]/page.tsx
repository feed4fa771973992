import { pageTitle } from '@/app/page-title';
import { readInvitation } from '@/lib/people';
import { InvalidLink } from '../../invalid-link';
import { AcceptInvitation } from './accept-invitation';

export const generateMetadata = pageTitle('auth.invitation');

export default async function InvitationPage({ params }: PageProps<'/invitation/[token]'>) {
  const { token } = await params;
  const invitation = await readInvitation(token);
  return invitation ? <AcceptInvitation token={token} invitation={invitation} /> : <InvalidLink what="invitation" />;
}
