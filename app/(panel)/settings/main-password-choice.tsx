'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/field';
import { DevicesLosingAccess } from '../mailboxes/[mailboxId]/devices-losing-access';
import { type Programs, usingMainPassword } from './programs';

/** Where a factor is set up: whether mail programs still take the password alone, and which of them use it. */
export function MainPasswordChoice({
  programs,
  off,
  onOff,
}: {
  programs: Programs;
  off: boolean;
  onOff: (off: boolean) => void;
}) {
  const t = useTranslations('accounts.only');
  return (
    <div className="text-sm">
      <p className="text-ink-2">{t('text')}</p>
      <div className="mt-2">
        <Checkbox checked={off} onCheckedChange={onOff} label={t('choice')} />
        <p className="mt-0.5 text-ink-3 text-xs">{t('choiceHint')}</p>
      </div>
      {off ? <DevicesLosingAccess devices={usingMainPassword(programs.devices)} /> : null}
    </div>
  );
}
