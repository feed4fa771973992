import { notFound } from 'next/navigation';
import { pageTitle } from '@/app/page-title';
import { requireActor } from '@/lib/identity';

export const generateMetadata = pageTitle('common', 'notFoundTitle');

/** Unknown URLs show "not found" inside the shell when signed in. */
export default async function MissingPage() {
  await requireActor();
  notFound();
}
