import { pageTitle } from '@/app/page-title';
import { requireActor } from '@/lib/identity';
import { listReceipts } from '@/lib/sessions';
import { ReceiptList } from './receipt-list';

export const generateMetadata = pageTitle('sessions.receipt');

export default async function ReceiptsPage() {
  const actor = await requireActor('session:read');
  return <ReceiptList receipts={await listReceipts(actor)} />;
}
