'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import { setOwnNameAction } from './actions';

const fields = ['displayName'] as const;

/** The display name beside an owner's address. */
export function NameForm({ mailboxId, name }: { mailboxId: string; name: string }) {
  const t = useTranslations('settings');
  const [typed, setTyped] = useState(name);
  const set = useChange(setOwnNameAction, {
    fields,
    done: () => t('nameChanged'),
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    set.run({ mailboxId, displayName: typed });
  }
  return (
    <form onSubmit={submit} noValidate className="mb-4 flex flex-wrap items-end gap-2">
      <Field
        label={t('ownName')}
        hint={t('ownNameHint')}
        error={set.errorOf('displayName')}
        className="min-w-56 flex-1"
      >
        <Input value={typed} maxLength={120} autoComplete="name" onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Button type="submit" pending={set.pending} disabled={typed.trim() === name} className="mb-5">
        {t('changeName')}
      </Button>
    </form>
  );
}
