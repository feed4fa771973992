import { useTranslations } from 'next-intl';
import type { SendingUse as Use } from '@/lib/outbound/shapes';
import { SendingLimitsForm } from '../../mailboxes/[mailboxId]/sending-limits-form';
import { SendingUse } from '../../mailboxes/[mailboxId]/sending-panel';

/** What all mailboxes of the domain sent together, and how much they may. */
export function DomainSending({ domainId, sending, mayWrite }: { domainId: string; sending: Use; mayWrite: boolean }) {
  const t = useTranslations('domains');
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <p className="text-ink-2 text-sm">{t('sendingText')}</p>
      <SendingUse sending={sending} />
      {mayWrite ? (
        <SendingLimitsForm key={JSON.stringify(sending.own)} level="domain" id={domainId} own={sending.own} />
      ) : null}
    </div>
  );
}
