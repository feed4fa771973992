import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['2xs'] }], shadow: [{ shadow: ['menu', 'sheet'] }] } },
});

/** Joins class names; later ones override earlier ones. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
