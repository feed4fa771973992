'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import { MoreMenu } from '@/components/ui/more-menu';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { useChange } from '@/components/use-change';
import type { DomainRow } from '@/lib/domains/shapes';
import { removeDomainAction, setDomainActiveAction } from '../actions';

/** Disconnects, switches or removes a domain. */
export function DomainMenu({ domain, mailboxCount }: { domain: DomainRow; mailboxCount: number }) {
  const t = useTranslations('domains');
  const report = useTranslations('report.pop3');
  const router = useRouter();
  const [question, setQuestion] = useState<'off' | 'remove' | null>(null);
  const activity = useChange(setDomainActiveAction, {
    onDone: () => {
      setQuestion(null);
    },
    done: (_, { active }) =>
      active ? t('switchedOn', { name: domain.name }) : t('switchedOff', { name: domain.name }),
  });
  const removal = useAction(removeDomainAction, {
    onDone: () => {
      toast.success(t('removed', { name: domain.name }));
      router.push('/domains');
    },
  });
  return (
    <>
      <MoreMenu
        label={t('more')}
        items={[
          { label: report('link'), href: `/sessions/report/pop3?domain=${domain.id}` },
          { label: t('disconnectSessions'), href: `/sessions?domain=${domain.asciiName}&end=1` },
          domain.active
            ? { label: t('switchOff'), onSelect: () => setQuestion('off') }
            : { label: t('switchOn'), onSelect: () => activity.run({ domainId: domain.id, active: true }) },
          'separator',
          {
            label: t('remove'),
            danger: true,
            disabled: domain.mailboxes > 0,
            onSelect: () => setQuestion('remove'),
          },
        ]}
      />
      <ConfirmDialog
        open={question === 'off'}
        onOpenChange={() => setQuestion(null)}
        title={t('switchOffTitle', { name: domain.name })}
        confirmLabel={t('switchOffConfirm', { name: domain.name, count: mailboxCount })}
        danger
        pending={activity.pending}
        onConfirm={() => activity.run({ domainId: domain.id, active: false })}
      >
        {t('switchOffText', { count: mailboxCount })}
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'remove'}
        onOpenChange={() => setQuestion(null)}
        title={t('removeTitle', { name: domain.name })}
        confirmLabel={t('removeConfirm', { name: domain.name })}
        danger
        pending={removal.pending}
        onConfirm={() => removal.run({ domainId: domain.id })}
      >
        {t('removeText')}
      </ConfirmDialog>
    </>
  );
}
