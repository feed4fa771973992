'use client';

import dynamic from 'next/dynamic';
import { KeptOffer } from './composer/kept-offer';
import type { useComposers } from './composer/use-composers';
import { useKeptOffers } from './composer/use-kept-offers';

// Most readers never write, so the composer is loaded when it is opened.
const Composer = dynamic(() => import('./composer/composer').then((file) => file.Composer), { ssr: false });

type Props = Pick<ReturnType<typeof useComposers>, 'composers' | 'restore' | 'close' | 'markAnswered'> & {
  /** The mailbox. */
  account: string;
};

/** The open composers, side by side at the bottom of the page. */
export function MailDock({ account, composers, restore, close, markAnswered }: Props) {
  const { offers, take, drop } = useKeptOffers(account);
  return (
    <div className="mail-dock">
      {offers.map((kept) => (
        <KeptOffer
          key={kept.draft.key}
          kept={kept}
          onContinue={() => void restore(kept).then((done) => done && take(kept.draft.key))}
          onDiscard={() => drop(kept.draft.key)}
        />
      ))}
      {composers.map(({ key, prepared, restored = false }) => (
        <Composer
          key={key}
          account={account}
          prepared={prepared}
          restored={restored}
          onClose={() => close(key)}
          onSent={markAnswered}
        />
      ))}
    </div>
  );
}
