'use client';

import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { simulate } from './simulate';
import { WhatIfControls } from './what-if-controls';
import { Minutes } from './what-if-minutes';
import { WhatIfOutcome } from './what-if-outcome';
import { newSetting, type Setting } from './what-if-settings';
import { useDeviceWords } from './words';

const dayMinutes = 1440;
const horizons = { day: dayMinutes, week: 7 * dayMinutes, month: 21 * dayMinutes };

export function WhatIfSimulation({
  settings,
  onChange,
  onReset,
}: {
  settings: Setting[];
  onChange: (settings: Setting[]) => void;
  onReset: () => void;
}) {
  const { t } = useDeviceWords();
  const [horizon, setHorizon] = useState<keyof typeof horizons>('day');
  const [deleter, setDeleter] = useState('');
  const [deletedAfter, setDeletedAfter] = useState(60);
  const deletion =
    deleter && settings.some(({ id }) => id === deleter) ? { deviceId: deleter, afterMinutes: deletedAfter } : null;
  const horizonMinutes = horizons[horizon];
  const states = useMemo(
    () => simulate({ devices: settings, deletion, horizonMinutes }),
    [settings, deletion, horizonMinutes],
  );
  const set = (id: string, change: Partial<Setting>) =>
    onChange(settings.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const add = (protocol: 'imap' | 'pop3') =>
    onChange([...settings, newSetting(settings, protocol, t(`whatIf.new.${protocol}`))]);
  const nameOf = (id: string) => settings.find((one) => one.id === id)?.name ?? '';
  return (
    <div className="rounded-lg border border-line bg-surface">
      <ul className="divide-y divide-line">
        {settings.map((one) => (
          <WhatIfControls
            key={one.id}
            setting={one}
            onSet={(change) => set(one.id, change)}
            onRemove={() => onChange(settings.filter(({ id }) => id !== one.id))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-3 border-line border-t bg-sunken px-4 py-3">
        <Button size="sm" onClick={() => add('imap')}>
          <Plus aria-hidden />
          {t('whatIf.addImap')}
        </Button>
        <Button size="sm" onClick={() => add('pop3')}>
          <Plus aria-hidden />
          {t('whatIf.addPop3')}
        </Button>
        <Select
          aria-label={t('whatIf.deleter')}
          className="w-56"
          value={deletion ? deleter : ''}
          onValueChange={setDeleter}
          options={[
            { value: '', label: t('whatIf.nobodyDeletes') },
            ...settings.map(({ id, name }) => ({ value: id, label: t('whatIf.deletedOn', { name }) })),
          ]}
        />
        {deletion && <Minutes label={t('whatIf.deletedAfter')} value={deletedAfter} onChange={setDeletedAfter} />}
        <Select
          aria-label={t('whatIf.horizon')}
          className="w-36"
          value={horizon}
          onValueChange={(next) => setHorizon(next as keyof typeof horizons)}
          options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`whatIf.span.${value}`) }))}
        />
        <Button size="sm" variant="ghost" onClick={onReset}>
          {t('whatIf.reset')}
        </Button>
      </div>
      <WhatIfOutcome states={states} nameOf={nameOf} settings={settings} horizon={horizonMinutes} />
    </div>
  );
}
