'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import type { DomainSwitch } from '@/lib/mailbox-settings/shapes';
import { undoSwitch } from './actions';

/** Domain-wide switches that can still be undone. */
export function SwitchList({ switches, mayWrite }: { switches: DomainSwitch[]; mayWrite: boolean }) {
  const t = useTranslations('report');
  const undo = useChange(undoSwitch, {
    done: ({ mailboxes }) => t('undone', { count: mailboxes }),
  });
  return switches.map((one) => (
    <Notice key={one.id} tone="accent" className="print:hidden">
      <span className="flex flex-wrap items-center gap-3">
        <span>
          {t.rich('wasSwitched', {
            domain: one.domainName,
            count: one.mailboxes,
            name: one.byName,
            at: () => <Time value={one.at} />,
            until: () => <Time exact value={one.undoUntil} />,
          })}
        </span>
        {mayWrite && (
          <Button size="sm" pending={undo.pending} onClick={() => undo.run({ switchId: one.id })}>
            {t('undo')}
          </Button>
        )}
      </span>
    </Notice>
  ));
}
