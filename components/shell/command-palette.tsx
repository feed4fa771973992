'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useOnceTrue } from '../use-once-true';
import type { Place } from './places';

// Loaded when it is first opened.
const PaletteDialog = dynamic(() => import('./palette-dialog').then((file) => file.PaletteDialog), { ssr: false });

/** The command palette and its key. */
export function CommandPalette({
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
  const opened = useOnceTrue(open);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      onOpenChange(!open);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, onOpenChange]);
  return opened ? <PaletteDialog open={open} onOpenChange={onOpenChange} places={places} owner={owner} /> : null;
}
