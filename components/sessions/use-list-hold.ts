'use client';

import { type RefCallback, useCallback, useEffect, useState } from 'react';

/** Whether a list must hold still: the pointer is over it. Touch screens have no pointer that rests. */
export function useListHold(): { held: boolean; ref: RefCallback<HTMLElement> } {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // A pointer that leaves the window sends no leave event to what it was over.
    const away = () => setHeld(false);
    window.addEventListener('blur', away);
    document.addEventListener('pointerleave', away);
    return () => {
      window.removeEventListener('blur', away);
      document.removeEventListener('pointerleave', away);
    };
  }, []);
  // The document's own events: those of React go through dialogs that a part of the list opened, and a dialog that is
  // closed under the pointer is never left.
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const enter = ({ pointerType }: PointerEvent) => setHeld(pointerType === 'mouse');
    const leave = () => setHeld(false);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
    };
  }, []);
  return { held, ref };
}
