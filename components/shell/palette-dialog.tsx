'use client';

import { useTranslations } from 'next-intl';
import { Dialog as RadixDialog } from 'radix-ui';
import { PaletteEntries } from './palette-entries';
import type { Place } from './places';

/** One search field for everything: results are guessed from the form of the input, and the pages are listed below. */
export function PaletteDialog({
  open,
  onOpenChange,
  places,
  owner,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  places: Place[];
  owner: boolean;
}) {
  const t = useTranslations('nav.palette');
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-[rgb(0_0_0/0.45)]" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-menu outline-none max-sm:top-3"
        >
          <RadixDialog.Title className="sr-only">{t('title')}</RadixDialog.Title>
          <PaletteEntries places={places} owner={owner} onDone={() => onOpenChange(false)} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
