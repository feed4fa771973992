'use client';

import { Download, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Receipt } from '@/components/sessions/disconnect-actions';
import { ReceiptDetails } from '@/components/sessions/receipt-details';
import { useReceiptWords } from '@/components/sessions/receipt-words';
import { useReceipt } from '@/components/sessions/use-receipt';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { readReceiptAction, revokeReturnedAction } from '../../actions';

/** The page of one receipt, for links and printing. */
export function ReceiptView({ start, mayEnd }: { start: Receipt; mayEnd: boolean }) {
  const t = useTranslations('sessions.receipt');
  const sessions = useTranslations('sessions');
  const words = useReceiptWords();
  const { id } = start.receipt;
  const receipt = useReceipt(readReceiptAction, id, { start }) ?? start;
  return (
    <>
      <PageHeader
        title={words.what(receipt.receipt)}
        crumbs={[
          { label: sessions('title'), href: '/sessions' },
          { label: t('title'), href: '/sessions/disconnects' },
        ]}
        description={
          <span className="flex flex-wrap gap-x-3">
            <span>{t('by', { name: receipt.receipt.byName })}</span>
            <Time value={receipt.receipt.startedAt} exact />
          </span>
        }
        actions={
          <>
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              {t('print')}
            </Button>
            <Button asChild>
              <a href={`/api/export/receipt?receipt=${id}`} download>
                <Download aria-hidden />
                {t('csv')}
              </a>
            </Button>
          </>
        }
      />
      <div className="max-w-3xl">
        <ReceiptDetails receipt={receipt} revokeReturned={mayEnd ? revokeReturnedAction : undefined} />
      </div>
    </>
  );
}
