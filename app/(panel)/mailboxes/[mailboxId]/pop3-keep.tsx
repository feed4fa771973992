'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Switch } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useChange } from '@/components/use-change';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setPop3KeepAction } from '../actions';

const choices = [7, 14, 30, 90];

/** Whether mail removed by POP3 is kept for the other devices, and for how long. */
export function Pop3Keep({ mailbox, mayWrite }: { mailbox: MailboxRow; mayWrite: boolean }) {
  const t = useTranslations('mailboxes.pop3Keep');
  const common = useTranslations('common');
  const [days, setDays] = useState(mailbox.pop3KeepDays ?? 14);
  const set = useChange(setPop3KeepAction, {
    done: () => common('saved'),
  });
  const on = mailbox.pop3KeepDays !== null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Switch
        checked={on}
        disabled={!mayWrite || set.pending}
        onCheckedChange={(wanted) => set.run({ mailboxId: mailbox.id, days: wanted ? days : 0 })}
        label={t('switch')}
      />
      <Select
        aria-label={t('days')}
        className="w-60"
        disabled={!mayWrite || set.pending}
        value={String(days)}
        options={[...new Set([...choices, days])]
          .sort((a, b) => a - b)
          .map((value) => ({ value: String(value), label: t('forDays', { days: value }) }))}
        onValueChange={(value) => {
          setDays(Number(value));
          if (on) set.run({ mailboxId: mailbox.id, days: Number(value) });
        }}
      />
    </div>
  );
}
