import { useTranslations } from 'next-intl';
import { type ComponentProps, type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

interface Props extends Omit<ComponentProps<typeof Dialog>, 'footer'> {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** Label of the submit button. */
  submitLabel: ReactNode;
  pending: boolean;
  danger?: boolean;
  /** Shown beside the two buttons. */
  extra?: ReactNode;
  /** Layout classes of the fields. */
  className?: string;
}

/** A dialog with one form. The buttons are in the footer, outside the scrolling part. */
export function FormDialog({
  onSubmit,
  submitLabel,
  pending,
  danger = false,
  extra,
  className = 'flex flex-col gap-4',
  children,
  ...dialog
}: Props) {
  const common = useTranslations('common');
  const form = useId();
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          {extra}
          <Button onClick={() => dialog.onOpenChange(false)}>{common('cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} type="submit" form={form} pending={pending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} noValidate className={className}>
        {children}
      </form>
    </Dialog>
  );
}
