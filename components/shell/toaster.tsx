'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Toaster as Region, toast } from 'sonner';
import { toastsMounted } from '../ui/toast';

export function Toaster() {
  const t = useTranslations('common');
  useEffect(() => toastsMounted(toast), []);
  return (
    // Sonner returns the focus to the previous element when it leaves a toast, so Tab would never get past it.
    <div onBlurCapture={(event) => event.stopPropagation()}>
      <Region
        position="bottom-center"
        containerAriaLabel={t('notifications')}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-full items-center gap-3 font-sans rounded-md border border-line bg-raised px-4 py-3 text-ink text-sm shadow-menu',
            title: 'break-words',
            description: 'text-ink-2 text-xs',
            actionButton:
              'ml-auto shrink-0 rounded-sm px-2 py-1 font-medium text-accent text-xs hover:bg-hover order-last',
            error: 'border-bad/40 text-bad',
            success: '[&_svg]:text-good',
            icon: 'shrink-0',
            content: 'min-w-0',
          },
        }}
      />
    </div>
  );
}
