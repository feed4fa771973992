import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { listEndings } from '@/lib/sessions';
import { EndingList } from './ending-list';

export async function generateMetadata() {
  return { title: (await getTranslations('sessions.ending'))('title') };
}

export default async function EndingsPage() {
  const actor = await requireActor('session:read');
  return <EndingList endings={await listEndings(actor)} />;
}
