'use client';

import dynamic from 'next/dynamic';
import type { useComposers } from './composer/use-composers';

// Most readers never write, so the composer is loaded when it is opened.
const Composer = dynamic(() => import('./composer/composer').then((file) => file.Composer), { ssr: false });

type Props = Pick<ReturnType<typeof useComposers>, 'composers' | 'close' | 'markAnswered'>;

/** The open composers, side by side at the bottom of the page. */
export function MailDock({ composers, close, markAnswered }: Props) {
  return (
    <div className="mail-dock">
      {composers.map(({ key, prepared }) => (
        <Composer key={key} prepared={prepared} onClose={() => close(key)} onSent={markAnswered} />
      ))}
    </div>
  );
}
