'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element in pixels, followed as it changes. */
export function useElementWidth(
  ref: RefObject<HTMLElement | null>,
  { initial, min }: { initial: number; min: number },
): number {
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(min, element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, min]);
  return width;
}
