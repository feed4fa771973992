import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { listImports } from '@/lib/imports';
import { ImportBoard } from './import-board';

export async function generateMetadata() {
  return { title: (await getTranslations('imports'))('title') };
}

export default async function ImportPage() {
  const actor = await requireActor('mailbox:write');
  return <ImportBoard rows={await listImports(actor)} />;
}
