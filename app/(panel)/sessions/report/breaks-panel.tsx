'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { useChange } from '@/components/use-change';
import type { Breaks } from '@/lib/devices/shapes';
import { switchDomainOff } from './actions';
import { BreaksList } from './breaks-list';

/** What would break if POP3 were switched off for a domain, and the switch. */
export function BreaksPanel({ breaks, mayWrite }: { breaks: Breaks; mayWrite: boolean }) {
  const t = useTranslations('report');
  const [asking, setAsking] = useState(false);
  const off = useChange(switchDomainOff, {
    onDone: () => {
      setAsking(false);
    },
    done: ({ mailboxes }) => t('switchedOff', { count: mailboxes }),
  });
  const only = breaks.rows.filter(({ alsoReads }) => !alsoReads).length;
  return (
    <section className="rounded-lg border border-line bg-surface" aria-labelledby="breaks-title">
      <header className="flex flex-wrap items-start gap-3 px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 id="breaks-title" className="font-semibold text-base">
            {t('breaks', { domain: breaks.domainName })}
          </h2>
          <p className="mt-1 text-ink-2">
            {breaks.mailboxes === 0
              ? t('alreadyOff')
              : t('breaksText', { used: breaks.rows.length, unused: breaks.unused, only })}
          </p>
        </div>
        {mayWrite && breaks.mailboxes > 0 && (
          <Button className="print:hidden" onClick={() => setAsking(true)}>
            {t('switchOff')}
          </Button>
        )}
      </header>
      {breaks.rows.length > 0 && <BreaksList rows={breaks.rows} />}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('switchTitle', { domain: breaks.domainName })}
        confirmLabel={t('switchConfirm', { count: breaks.mailboxes })}
        danger
        pending={off.pending}
        onConfirm={() => off.run({ domainId: breaks.domainId })}
      >
        {t('switchText', { used: breaks.rows.length, count: breaks.mailboxes })}
      </ConfirmDialog>
    </section>
  );
}
