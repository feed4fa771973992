'use client';

import { useTranslations } from 'next-intl';
import { Switch } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import { setPlatformAction } from './actions';

export interface PlatformProps {
  staffSecondFactor: boolean;
  provenDomains: boolean;
}

/** Settings of the whole host: a second factor for staff, and verification of domains. */
export function PlatformSwitches({ staffSecondFactor, provenDomains }: PlatformProps) {
  const t = useTranslations('settings.staff');
  const set = useChange(setPlatformAction, {
    done: (_, { setting, enabled }) => {
      const words = setting === 'provenDomains' ? (['verifiedOn', 'verifiedOff'] as const) : (['on', 'off'] as const);
      return t(words[enabled ? 0 : 1]);
    },
  });
  return (
    <>
      <Switch
        label={t('factor')}
        hint={t('factorHint')}
        checked={staffSecondFactor}
        disabled={set.pending}
        onCheckedChange={(enabled) => set.run({ setting: 'staffSecondFactor', enabled })}
      />
      <Switch
        label={t('verified')}
        hint={t('verifiedHint')}
        checked={provenDomains}
        disabled={set.pending}
        onCheckedChange={(enabled) => set.run({ setting: 'provenDomains', enabled })}
      />
    </>
  );
}
