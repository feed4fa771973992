import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';

export async function generateMetadata() {
  return { title: (await getTranslations('common'))('notFoundTitle') };
}

/** An address that leads nowhere keeps the frame around it for who is signed in. */
export default async function MissingPage() {
  await requireActor();
  notFound();
}
