'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { DialogFooter } from './dialog-footer';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
}

/**
 * Focuses the first field of a form, else the first button, which cancels, so that Enter is harmless. By default the
 * close button would get the focus.
 */
function toFirstField(event: Event): void {
  const content = event.currentTarget as HTMLElement;
  const field =
    content.querySelector<HTMLElement>('input:not([type=hidden], :disabled), textarea:not(:disabled)') ??
    content.querySelector<HTMLElement>('footer button');
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** When the button that opened the dialog no longer exists, the focus moves to an element nearby. */
function whenFocusIsLost(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const near = document.querySelector<HTMLElement>('[data-sheet]') ?? document.getElementById('content');
    near?.focus({ preventScroll: true });
  });
}

export function Dialog({ open, onOpenChange, title, description, children, footer, wide = false }: DialogProps) {
  const t = useTranslations('common');
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-[rgb(0_0_0/0.45)]" />
        <RadixDialog.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={toFirstField}
          onCloseAutoFocus={whenFocusIsLost}
          className={cn(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-menu outline-none',
            wide ? 'max-w-2xl' : 'max-w-md',
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="min-w-0">
              <RadixDialog.Title className="text-balance font-semibold text-lg">{title}</RadixDialog.Title>
              {description ? (
                <RadixDialog.Description className="mt-0.5 text-ink-2 text-sm">{description}</RadixDialog.Description>
              ) : null}
            </div>
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t('close')} className="-mt-1 -mr-2">
                <X aria-hidden />
              </Button>
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-5 py-4 text-sm">{children}</div>
          <DialogFooter>{footer}</DialogFooter>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Asks before something that disconnects, removes or cannot be undone. The label names the object and how many. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  danger = false,
  pending = false,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children?: ReactNode;
  confirmLabel: ReactNode;
  danger?: boolean;
  pending?: boolean;
  onConfirm: () => void;
}) {
  const t = useTranslations('common');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button variant="secondary" onClick={() => onOpenChange(false)}>
            {t('cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} pending={pending} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
