import { notFound } from 'next/navigation';
import { z } from 'zod';
import { pageTitle } from '@/app/page-title';
import { Refusal } from '@/lib/errors';
import { requireActor } from '@/lib/identity';
import { readReceipt } from '@/lib/sessions';
import { may } from '@/lib/tenancy';
import { ReceiptView } from './receipt-view';

export const generateMetadata = pageTitle('sessions.receipt', 'oneTitle');

export default async function ReceiptPage({ params }: { params: Promise<{ disconnectId: string }> }) {
  const actor = await requireActor('session:read');
  const id = z.uuid().safeParse((await params).disconnectId);
  if (!id.success) notFound();
  const receipt = await readReceipt(actor, id.data).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'not-found') notFound();
    throw error;
  });
  return <ReceiptView start={receipt} mayEnd={may(actor, 'session:end')} />;
}
