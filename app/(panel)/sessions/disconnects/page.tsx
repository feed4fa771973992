import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { listReceipts } from '@/lib/sessions';
import { ReceiptList } from './receipt-list';

export async function generateMetadata() {
  return { title: (await getTranslations('sessions.ending'))('title') };
}

export default async function ReceiptsPage() {
  const actor = await requireActor('session:read');
  return <ReceiptList receipts={await listReceipts(actor)} />;
}
