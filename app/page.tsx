import { redirect } from 'next/navigation';
import { currentProfile, requireActor } from '@/lib/identity';

/** The start page of each role. */
export default async function StartPage() {
  const { role } = await requireActor();
  if (role !== 'owner') redirect('/overview');
  redirect((await currentProfile())?.webmail ? '/mail' : '/devices');
}
