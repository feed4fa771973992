'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
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
  const common = useTranslations('common');
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
    <Dialog
      open={name !== null}
      onOpenChange={(open) => open || onClose()}
      title={t('renameTitle', { name: name ?? '' })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" type="submit" form="rename-script" pending={rename.pending}>
            {t('rename')}
          </Button>
        </>
      }
    >
      <form id="rename-script" onSubmit={submit} noValidate>
        <Field label={t('name')} hint={t('renameHint')} error={bad ? t('badName') : rename.errorOf('to')}>
          <Input value={to} maxLength={128} autoComplete="off" onChange={(event) => setTo(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
