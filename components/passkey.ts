'use client';

import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useEffect, useState } from 'react';

/** Whether this browser can use passkeys here. Passkeys need a host name: an IP address cannot have any. */
export function usePasskeySupport(): 'unknown' | 'yes' | 'address' | 'no' {
  const [support, setSupport] = useState<'unknown' | 'yes' | 'address' | 'no'>('unknown');
  useEffect(() => {
    const { hostname } = location;
    if (/^[\d.]+$|^\[/.test(hostname)) setSupport('address');
    else setSupport(browserSupportsWebAuthn() ? 'yes' : 'no');
  }, []);
  return support;
}
