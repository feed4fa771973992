'use client';

import { useLocale } from 'next-intl';
import { useState } from 'react';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { type FindingMailLevel, findingMailLevels } from '@/lib/devices/shapes';
import type { Does } from './actions';
import { useDeviceWords } from './words';

/** Which findings the reader gets by mail. */
export function FindingMailChoice({
  start,
  set,
}: {
  start: FindingMailLevel;
  set: Does<{ level: FindingMailLevel; locale: string }>;
}) {
  const { t } = useDeviceWords();
  const locale = useLocale();
  const [level, setLevel] = useState(start);
  const change = useAction(set, { onDone: () => toast.success(t('notification.saved')) });
  return (
    <span className="flex items-center gap-2 text-ink-2 text-sm">
      {t('notification.choice')}
      <Select
        aria-label={t('notification.choice')}
        className="w-44"
        value={level}
        onValueChange={(next) => {
          const chosen = findingMailLevels.find((each) => each === next) ?? 'never';
          setLevel(chosen);
          change.run({ level: chosen, locale });
        }}
        options={findingMailLevels.map((value) => ({ value, label: t(`notification.level.${value}`) }))}
      />
    </span>
  );
}
