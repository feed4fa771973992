import { redirect } from 'next/navigation';
import { pageTitle } from '@/app/page-title';
import { currentActor, newcomer } from '@/lib/identity';
import { RequiredFactor } from './required-factor';

export const generateMetadata = pageTitle('auth.factor');

/** The only page for staff who must still set up the required second factor. */
export default async function SecondFactorPage() {
  if (await currentActor()) redirect('/');
  if (!(await newcomer())) redirect('/sign-in');
  return <RequiredFactor />;
}
