'use client';

import dynamic from 'next/dynamic';

/** Only a page that is viewed as somebody else has it, so others do not load it. */
export const Banner = dynamic(() => import('./view-banner').then((file) => file.ViewBanner));
