import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['2xs'] }], shadow: [{ shadow: ['menu', 'sheet'] }] } },
});

/** Class names joined, the later winning over the earlier. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
