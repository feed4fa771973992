'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as RadixDialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { DialogFooter } from './dialog-footer';

/**
 * Details at the right edge, under the top bar. Not modal: the list stays visible and usable, and on a wide screen it
 * makes room (see [data-sheet] in globals.css); Escape closes it.
 */
export function Sheet({
  open,
  onOpenChange,
  title,
  subtitle,
  children,
  footer,
  wide = false,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  subtitle?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
}) {
  const t = useTranslations('common');
  const before = useRef<Element | null>(null);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <RadixDialog.Portal>
        <RadixDialog.Content
          data-sheet={wide ? 'wide' : 'plain'}
          {...(subtitle ? {} : { 'aria-describedby': undefined })}
          // A click in the list selects another row; it does not close the sheet.
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          // A sheet without a trigger returns the focus to where it was, unless the focus has already moved.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const lost = document.activeElement === document.body || document.activeElement === null;
            if (lost && before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
          }}
          className={cn(
            'fixed inset-y-0 right-0 z-30 flex w-full animate-slide-in flex-col border-line border-l bg-raised shadow-sheet outline-none sm:top-12',
            wide ? 'sm:w-[640px]' : 'sm:w-[440px]',
          )}
        >
          <header className="flex items-start justify-between gap-3 border-line border-b px-5 py-3.5">
            <div className="min-w-0">
              <RadixDialog.Title className="break-words font-semibold text-base">{title}</RadixDialog.Title>
              {subtitle ? (
                <RadixDialog.Description asChild>
                  <div className="mt-0.5 text-ink-2 text-sm">{subtitle}</div>
                </RadixDialog.Description>
              ) : null}
            </div>
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t('close')} className="-mt-0.5 -mr-2">
                <X aria-hidden />
              </Button>
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4 text-sm">{children}</div>
          <DialogFooter>{footer}</DialogFooter>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
