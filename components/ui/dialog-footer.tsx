import type { ReactNode } from 'react';

/** The answers, under what scrolls. */
export function DialogFooter({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3">{children}</footer>
  );
}
