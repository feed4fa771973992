'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/use-action';
import { scriptNameShape } from '@/lib/sieve/shapes';
import { renameScriptAction } from './actions';

const fields = ['to'] as const;

export function RenameDialog({
  name,
  onClose,
  onDone,
}: {
  name: string | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('filters.script');
  const [to, setTo] = useState(name ?? '');
  const [bad, setBad] = useState(false);
  const rename = useAction(renameScriptAction, { fields, onDone });
  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = scriptNameShape.safeParse(to);
    setBad(!parsed.success);
    if (name === null || !parsed.success) return;
    if (parsed.data === name) onClose();
    else rename.run({ name, to: parsed.data });
  }
  return (
    <FormDialog
      open={name !== null}
      onOpenChange={(open) => open || onClose()}
      title={t('renameTitle', { name: name ?? '' })}
      submitLabel={t('rename')}
      pending={rename.pending}
      onSubmit={submit}
    >
      <Field label={t('name')} hint={t('renameHint')} error={bad ? t('badName') : rename.errorOf('to')}>
        <Input value={to} maxLength={128} autoComplete="off" onChange={(event) => setTo(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
