'use client';

import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useEffect, useState } from 'react';

/** Whether this browser can use passkeys here: they belong to a name, so that an address of digits has none. */
export function usePasskeySupport(): 'unknown' | 'yes' | 'address' | 'no' {
  const [support, setSupport] = useState<'unknown' | 'yes' | 'address' | 'no'>('unknown');
  useEffect(() => {
    const { hostname } = location;
    if (/^[\d.]+$|^\[/.test(hostname)) setSupport('address');
    else setSupport(browserSupportsWebAuthn() ? 'yes' : 'no');
  }, []);
  return support;
}
