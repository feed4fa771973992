'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { recoveryFolder } from '@/lib/activity/values';
import { flagWord } from '@/lib/trail/values';

/** "the recovery area" for the folder that no client can see. */
export function useFolderWord(): (folder: string) => string {
  const t = useTranslations('trail');
  return (folder) => (folder === recoveryFolder ? t('recoveryArea') : folder);
}

/** "read, forwarded and $MyLabel" */
export function useFlagWords(): (flags: readonly string[]) => string {
  const t = useTranslations('trail.flag');
  const format = useFormatter();
  return (flags) => {
    const words = flags.map((flag) => {
      const word = flagWord(flag);
      return word ? t(word) : flag;
    });
    return format.list([...new Set(words)], { type: 'conjunction' });
  };
}
