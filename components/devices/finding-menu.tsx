'use client';

import { Button } from '@/components/ui/button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { useAction } from '@/components/use-action';
import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import type { Question } from './finding-question';
import { useDeviceWords } from './words';

/** Resolves, snoozes or reopens a finding. */
export function FindingMenu({
  finding,
  actions,
  onAsk,
  onChanged,
}: {
  finding: Finding;
  actions: FindingActions;
  onAsk: (question: Question) => void;
  onChanged: () => void;
}) {
  const { t } = useDeviceWords();
  const done = { onDone: onChanged };
  const snooze = useAction(actions.snooze, done);
  const reopen = useAction(actions.reopen, done);
  const findingId = finding.id;
  const items: MenuItem[] =
    finding.state === 'open'
      ? [
          { label: t('finding.resolve'), onSelect: () => onAsk('resolve') },
          'separator',
          { heading: t('finding.snooze') },
          ...[1, 7, 30].map((days) => ({
            label: t('finding.snoozeDays', { days }),
            onSelect: () => snooze.run({ findingId, days }),
          })),
        ]
      : [{ label: t('finding.reopen'), onSelect: () => reopen.run({ findingId }) }];
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" variant="ghost" pending={snooze.pending || reopen.pending}>
          {t('finding.snoozeOrResolve')}
        </Button>
      }
      items={items}
    />
  );
}
