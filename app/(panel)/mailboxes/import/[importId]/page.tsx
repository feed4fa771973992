import { notFound } from 'next/navigation';
import { z } from 'zod';
import { pageTitle } from '@/app/page-title';
import { requireActor } from '@/lib/identity';
import { readImport } from '@/lib/imports';
import { ImportDetail } from './import-detail';

type Params = { params: Promise<{ importId: string }> };

export const generateMetadata = pageTitle('imports');

export default async function ImportDetailPage({ params }: Params) {
  const actor = await requireActor('mailbox:write');
  const id = z.uuid().safeParse((await params).importId);
  const row = id.success ? await readImport(actor, id.data) : null;
  if (!row) notFound();
  return <ImportDetail start={row} />;
}
