'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Switch, Textarea } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import type { Forward } from '@/lib/aliases/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setForwardAction } from '../actions';

const fields = ['destinations'] as const;

export function ForwardForm({ mailbox, forward }: { mailbox: MailboxRow; forward: Forward }) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const [text, setText] = useState(forward.destinations.join('\n'));
  const [keepCopy, setKeepCopy] = useState(forward.keepCopy);
  const save = useChange(setForwardAction, {
    fields,
    done: () => common('saved'),
  });
  const way = save.failure?.details.way;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.run({ mailboxId: mailbox.id, destinations: text.split(/[\s,;]+/).filter(Boolean), keepCopy });
  }
  return (
    <form onSubmit={submit} noValidate className="flex max-w-md flex-col gap-3">
      <Field
        label={t('forwardTo')}
        hint={t('forwardHint')}
        error={way ? t('forwardLoop', { way: String(way) }) : save.errorOf('destinations')}
      >
        <Textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          rows={2}
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      <Switch
        checked={keepCopy}
        onCheckedChange={setKeepCopy}
        label={t('keepCopy')}
        hint={keepCopy ? t('keepCopyOn') : t('keepCopyOff')}
      />
      <div>
        <Button type="submit" pending={save.pending}>
          {common('save')}
        </Button>
      </div>
    </form>
  );
}
