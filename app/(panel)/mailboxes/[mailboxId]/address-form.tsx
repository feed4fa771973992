'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { renameAction } from '../actions';

const fields = ['localPart'] as const;

/** Renames a mailbox, after a warning about the devices that sign in with the old address. */
export function AddressForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const at = mailbox.address.lastIndexOf('@');
  const [name, setName] = useState(mailbox.address.slice(0, at));
  const [keepAlias, setKeepAlias] = useState(true);
  const [asking, setAsking] = useState(false);
  const rename = useChange(renameAction, {
    fields,
    onDone: () => {
      setAsking(false);
    },
    done: ({ address }) => t('renamed', { address }),
  });
  const after = `${name.trim().toLowerCase()}${mailbox.address.slice(at)}`;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (after !== mailbox.address) setAsking(true);
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-2">
        <Field label={t('localPart')} error={rename.errorOf('localPart')}>
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoCapitalize="none"
            spellCheck={false}
            className="w-56 font-mono"
          />
        </Field>
        <span className="mt-7 font-mono text-ink-2 text-sm">{mailbox.address.slice(at)}</span>
        <Button type="submit" className="mt-6" disabled={after === mailbox.address}>
          {t('rename')}
        </Button>
      </div>
      <Checkbox checked={keepAlias} onCheckedChange={setKeepAlias} label={t('keepAlias')} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('renameTitle', { before: mailbox.address, after })}
        confirmLabel={t('renameConfirm', { after })}
        pending={rename.pending}
        onConfirm={() => {
          setAsking(false);
          rename.run({ mailboxId: mailbox.id, localPart: name, keepAlias });
        }}
      >
        <p>{t('renameText')}</p>
        <p className="mt-2">{keepAlias ? t('renameAlias') : t('renameNoAlias', { before: mailbox.address })}</p>
      </ConfirmDialog>
    </form>
  );
}
