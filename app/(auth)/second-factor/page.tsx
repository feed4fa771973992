import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { currentActor, newcomer } from '@/lib/identity';
import { DemandedFactor } from './demanded-factor';

export async function generateMetadata() {
  return { title: (await getTranslations('auth.factor'))('title') };
}

/** The only page for staff who have yet to set up what the host demands of them. */
export default async function SecondFactorPage() {
  if (await currentActor()) redirect('/');
  if (!(await newcomer())) redirect('/sign-in');
  return <DemandedFactor />;
}
