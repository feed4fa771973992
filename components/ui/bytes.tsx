'use client';

import { useLocale } from 'next-intl';
import { formatBytes } from './format-bytes';

/** A readable size ("1.2 GB"), with the exact number on hover. */
export function Bytes({ value, className }: { value: number; className?: string }) {
  const locale = useLocale();
  return (
    <span className={className} title={`${new Intl.NumberFormat(locale).format(value)} B`}>
      {formatBytes(value, locale)}
    </span>
  );
}
