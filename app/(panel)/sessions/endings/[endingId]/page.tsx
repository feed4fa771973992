import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { requireActor } from '@/lib/identity';
import { readEnding } from '@/lib/sessions';
import { EndingPage } from './ending-page';

export async function generateMetadata() {
  return { title: (await getTranslations('sessions.ending'))('receipt') };
}

export default async function ReceiptPage({ params }: { params: Promise<{ endingId: string }> }) {
  const actor = await requireActor('session:read');
  const id = z.uuid().safeParse((await params).endingId);
  if (!id.success) notFound();
  const ending = await readEnding(actor, id.data).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'not-found') notFound();
    throw error;
  });
  return <EndingPage start={ending} />;
}
