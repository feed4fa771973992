'use client';

import { useEffect } from 'react';
import { remember } from './cookie';

/** Sends the browser's time zone to the server, which formats some times itself. */
export function ZoneCookie() {
  useEffect(() => {
    remember('milepost-zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, []);
  return null;
}
