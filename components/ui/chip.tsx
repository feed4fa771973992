'use client';

import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from './cn';

/** A filter that is on or off. Keep its state in the URL. */
export function FilterChip({
  pressed,
  onPressedChange,
  children,
  count,
  disabled,
}: {
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  children: ReactNode;
  count?: number;
  disabled?: boolean;
}) {
  const locale = useLocale();
  return (
    <button
      type="button"
      aria-pressed={pressed}
      disabled={disabled}
      onClick={() => onPressedChange(!pressed)}
      className={cn(
        'inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 text-xs transition-colors disabled:opacity-50 max-sm:h-9 max-sm:px-3',
        pressed
          ? 'border-accent bg-accent-soft font-medium text-accent'
          : 'border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink',
      )}
    >
      {children}
      {count === undefined ? null : (
        <span className={pressed ? undefined : 'text-ink-3'}>{count.toLocaleString(locale)}</span>
      )}
    </button>
  );
}
