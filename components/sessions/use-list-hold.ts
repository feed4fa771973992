'use client';

import { type RefCallback, useCallback, useEffect, useState } from 'react';

/** Whether the list must not move because the pointer is over it. Touch screens have no hovering pointer. */
export function useListHold(): { held: boolean; ref: RefCallback<HTMLElement> } {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // A pointer that leaves the window sends no leave event to the element under it.
    const away = () => setHeld(false);
    window.addEventListener('blur', away);
    document.addEventListener('pointerleave', away);
    return () => {
      window.removeEventListener('blur', away);
      document.removeEventListener('pointerleave', away);
    };
  }, []);
  // Uses events of the document. React events also come from dialogs that the list opened, and a dialog that is
  // closed under the pointer sends no leave event.
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
