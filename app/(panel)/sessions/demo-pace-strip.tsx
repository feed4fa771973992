'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { FilterChip } from '@/components/ui/chip';
import { Notice } from '@/components/ui/notice';
import { useAction } from '@/components/use-action';
import { type DemoPace, demoPaces } from '@/lib/platform/values';
import { setDemoPaceAction } from './actions';

/** Shows that the clients of this host are simulated, and lets staff slow or stop them. */
export function DemoPaceStrip({ pace, maySet }: { pace: DemoPace; maySet: boolean }) {
  const t = useTranslations('sessions.demo');
  const router = useRouter();
  const set = useAction(setDemoPaceAction, { onDone: () => router.refresh() });
  const choice = (
    <fieldset className="flex flex-wrap gap-1.5" disabled={set.pending}>
      <legend className="sr-only">{t('pace')}</legend>
      {demoPaces.map((each) => (
        <FilterChip key={each} pressed={each === pace} onPressedChange={() => set.run({ pace: each })}>
          {t(each)}
        </FilterChip>
      ))}
    </fieldset>
  );
  return (
    <Notice className="mb-3 flex-wrap items-center" {...(maySet ? { action: choice } : {})}>
      {t(pace === 'stopped' ? 'textStopped' : 'text')}
    </Notice>
  );
}
