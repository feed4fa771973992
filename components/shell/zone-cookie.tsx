'use client';

import { useEffect } from 'react';
import { remember } from './cookie';

/** Tells the server the reader's time zone, for the times that it writes itself. */
export function ZoneCookie() {
  useEffect(() => {
    remember('milepost-zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, []);
  return null;
}
