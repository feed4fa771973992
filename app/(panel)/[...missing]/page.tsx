import { notFound } from 'next/navigation';
import { pageTitle } from '@/app/page-title';
import { requireActor } from '@/lib/identity';

export const generateMetadata = pageTitle('common', 'notFoundTitle');

/** An address that leads nowhere keeps the frame around it for who is signed in. */
export default async function MissingPage() {
  await requireActor();
  notFound();
}
