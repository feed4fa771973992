import { pageTitle } from '@/app/page-title';
import { requireActor } from '@/lib/identity';
import { listImports } from '@/lib/imports';
import { ImportBoard } from './import-board';

export const generateMetadata = pageTitle('imports');

export default async function ImportPage() {
  const actor = await requireActor('mailbox:write');
  return <ImportBoard rows={await listImports(actor)} />;
}
