'use client';

import { useTranslations } from 'next-intl';
import { readUserAgent } from './user-agent';

/** Readable name of a browser from its User-Agent. */
export function useBrowserName(): (userAgent: string) => string {
  const t = useTranslations('settings');
  return (userAgent) => {
    const { browser, system } = readUserAgent(userAgent);
    return browser && system ? t('browserOn', { browser, system }) : (browser ?? t('unknownBrowser'));
  };
}
