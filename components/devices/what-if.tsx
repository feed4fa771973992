'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Device } from '@/lib/devices/shapes';
import { type Setting, settingsOf } from './what-if-settings';
import { WhatIfSimulation } from './what-if-simulation';
import { useDeviceWords } from './words';

/** Simulates what each device would show of one message with other settings. */
export function WhatIf({ devices }: { devices: Device[] }) {
  const { t, name } = useDeviceWords();
  const [settings, setSettings] = useState<Setting[] | null>(null);
  if (!settings) {
    return (
      <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line border-dashed px-4 py-3">
        <p className="min-w-0 flex-1 text-ink-2">{t('whatIf.offer')}</p>
        <Button onClick={() => setSettings(settingsOf(devices, name))}>{t('whatIf.start')}</Button>
      </div>
    );
  }
  return (
    <section aria-labelledby="what-if">
      <h2 id="what-if" className="font-semibold text-base">
        {t('whatIf.title')}
      </h2>
      <p className="mb-3 text-ink-2">{t('whatIf.text')}</p>
      <WhatIfSimulation settings={settings} onChange={setSettings} onReset={() => setSettings(null)} />
    </section>
  );
}
