'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { FormDialog } from '../ui/form-dialog';

type FormDialogProps = ComponentProps<typeof FormDialog>;

interface CreateDialogProps extends Omit<FormDialogProps, 'title' | 'description' | 'submitLabel'> {
  /** The area of the catalogue that has the words `create` and `createText`. */
  area: string;
  submitLabel?: FormDialogProps['submitLabel'];
}

/** The form behind the main action of a list. */
export function CreateDialog({ area, ...dialog }: CreateDialogProps) {
  const t = useTranslations(area);
  return <FormDialog title={t('create')} description={t('createText')} submitLabel={t('create')} {...dialog} />;
}
