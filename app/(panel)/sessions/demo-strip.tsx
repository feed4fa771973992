'use client';

import dynamic from 'next/dynamic';

/** Only a demonstration has it, so other hosts do not load it. */
export const DemoStrip = dynamic(() => import('./demo-pace-strip').then((file) => file.DemoPaceStrip));
