'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SetUp } from '@/components/accounts/set-up';
import { useDeviceWords } from '@/components/devices/words';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { createAppPasswordAction } from '../mailboxes/actions';
import { type Programs, usingMainPassword } from './programs';

interface Offer {
  key: string;
  name: string;
  protocols: ('imap' | 'pop3' | 'submission' | 'sieve')[];
}

/** After the main password was switched off for mail programs: an app password for each that used it, and its set-up. */
export function AppPasswordOffer({ programs, onClose }: { programs: Programs; onClose: () => void }) {
  const t = useTranslations('accounts.offer');
  const { name: nameOf } = useDeviceWords();
  const devices = usingMainPassword(programs.devices);
  const offers: Offer[] = [
    ...devices.map((device) => ({
      key: device.id,
      name: nameOf(device),
      protocols: [device.protocol === 'pop3' ? ('pop3' as const) : ('imap' as const), 'submission' as const],
    })),
    { key: 'other', name: t('other'), protocols: ['imap', 'submission'] },
  ];
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t('title')}
      description={t('text')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {devices.length === 0 ? <p className="text-ink-2">{t('none')}</p> : null}
        <ul className="divide-y divide-line rounded-md border border-line">
          {offers.map(({ key, ...offer }) => (
            <OfferRow key={key} mailboxId={programs.mailboxId} {...offer} />
          ))}
        </ul>
        <details>
          <summary className="cursor-pointer select-none font-medium">{t('settings')}</summary>
          <div className="mt-3">
            <SetUp address={programs.address} settings={programs.settings} devices={programs.devices} profile />
          </div>
        </details>
      </div>
    </Dialog>
  );
}

function OfferRow({ mailboxId, name, protocols }: { mailboxId: string } & Omit<Offer, 'key'>) {
  const t = useTranslations('accounts.offer');
  const common = useTranslations('common');
  const [token, setToken] = useState<string | null>(null);
  const create = useAction(createAppPasswordAction, { onDone: (made) => setToken(made.token) });
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {token ? (
        <span className="flex flex-wrap items-center gap-2">
          <code className="select-all font-mono text-base">{token}</code>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('copy', { name })}
            onClick={() => navigator.clipboard.writeText(token).then(() => toast.success(common('copied')))}
          >
            <Copy aria-hidden />
          </Button>
        </span>
      ) : (
        <Button
          size="sm"
          pending={create.pending}
          aria-label={t('for', { name })}
          onClick={() => create.run({ mailboxId, name: name.slice(0, 80), protocols })}
        >
          {t('create')}
        </Button>
      )}
    </li>
  );
}
