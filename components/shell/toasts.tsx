'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { onFirstToast } from '../ui/toast';

const Toaster = dynamic(() => import('./toaster').then((file) => file.Toaster), { ssr: false });

/** The region where toasts appear, mounted with the first one. */
export function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return wanted ? <Toaster /> : null;
}
