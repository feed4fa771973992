'use client';

import { Inbox, MoreHorizontal, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { CreateMailboxDialog } from '@/components/accounts/create-mailbox-dialog';
import { MailboxTable } from '@/components/accounts/mailbox-table';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Menu } from '@/components/ui/menu';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { useFeed } from '@/components/use-feed';
import type { AliasRow } from '@/lib/aliases/shapes';
import type { PageOf } from '@/lib/db/shapes';
import type { DnsStatus, DomainRow } from '@/lib/domains/shapes';
import { type MailboxRow, mailboxSorts } from '@/lib/mailboxes/shapes';
import type { PolicyRow } from '@/lib/retention/shapes';
import { loadMailboxes } from '../../mailboxes/actions';
import { createMailboxAction, markDomainVerifiedAction, removeDomainAction, setDomainActiveAction } from '../actions';
import { AliasList } from './alias-list';
import { DefaultsForm } from './defaults-form';
import { DnsList } from './dns-list';

export function DomainDetail({
  domain,
  mailboxes,
  mailboxCount,
  aliases,
  policies,
  unanswered,
  dnsStatus,
  mayVerify,
  mayWrite,
}: {
  domain: DomainRow;
  mailboxes: PageOf<MailboxRow>;
  mailboxCount: number;
  aliases: AliasRow[];
  policies: PolicyRow[];
  unanswered: string[];
  dnsStatus: DnsStatus;
  mayVerify: boolean;
  mayWrite: boolean;
}) {
  const t = useTranslations('domains');
  const words = useTranslations('mailboxes');
  const retention = useTranslations('retention');
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const filter = useMemo(() => ({ domainId: domain.id }), [domain.id]);
  const { rows, feed } = useFeed({
    start: mailboxes,
    filter,
    load: loadMailboxes,
    sort: { id: 'address', desc: false },
    sortable: mailboxSorts,
  });
  const [asking, setAsking] = useState<'off' | 'remove' | null>(null);
  const activity = useAction(setDomainActiveAction, {
    onDone: (_, { active }) => {
      setAsking(null);
      toast.success(active ? t('switchedOn', { name: domain.name }) : t('switchedOff', { name: domain.name }));
      router.refresh();
    },
  });
  const verify = useAction(markDomainVerifiedAction, {
    onDone: () => {
      toast.success(t('proof.vouched', { name: domain.name }));
      router.refresh();
    },
  });
  const removal = useAction(removeDomainAction, {
    onDone: () => {
      toast.success(t('removed', { name: domain.name }));
      router.push('/domains');
    },
  });
  const add = mayWrite ? (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {words('create')}
    </Button>
  ) : undefined;

  return (
    <>
      <PageHeader
        title={domain.name}
        crumbs={[{ label: t('title'), href: '/domains' }]}
        description={
          <span className="inline-flex flex-wrap items-center gap-2">
            {domain.customerName}
            {domain.name === domain.asciiName ? null : <span className="font-mono text-xs">{domain.asciiName}</span>}
            {domain.proven ? null : <Badge tone="warn">{t('proof.badge')}</Badge>}
            {domain.active ? null : <Badge tone="warn">{t('off')}</Badge>}
          </span>
        }
        actions={
          mayWrite ? (
            <>
              {add}
              <Menu
                trigger={
                  <Button size="icon" aria-label={t('more')}>
                    <MoreHorizontal aria-hidden />
                  </Button>
                }
                items={[
                  { label: t('endSessions'), href: `/sessions?domain=${domain.asciiName}&end=1` },
                  domain.active
                    ? { label: t('switchOff'), onSelect: () => setAsking('off') }
                    : { label: t('switchOn'), onSelect: () => activity.run({ domainId: domain.id, active: true }) },
                  'separator',
                  {
                    label: t('remove'),
                    danger: true,
                    disabled: domain.mailboxes > 0,
                    onSelect: () => setAsking('remove'),
                  },
                ]}
              />
            </>
          ) : undefined
        }
      />
      {domain.proven ? null : (
        <Notice
          tone="warn"
          className="mb-4"
          action={
            mayVerify ? (
              <Button pending={verify.pending} onClick={() => verify.run({ domainId: domain.id })}>
                {t('proof.vouch')}
              </Button>
            ) : undefined
          }
        >
          <p className="font-medium">{t('proof.title')}</p>
          <p>{t('proof.text')}</p>
        </Notice>
      )}
      {domain.active ? null : (
        <Notice tone="warn" className="mb-4">
          {t('offText')}
        </Notice>
      )}
      <Tabs
        tabs={[
          {
            value: 'mailboxes',
            label: t('mailboxesTab', { count: mailboxCount }),
            content: (
              <MailboxTable
                rows={rows}
                empty={
                  <EmptyState icon={<Inbox />} title={t('noMailboxes')} action={add}>
                    {t('noMailboxesText')}
                  </EmptyState>
                }
                feed={feed}
                exportHref={`/api/export/mailboxes?domain=${domain.id}`}
              />
            ),
          },
          {
            value: 'aliases',
            label: t('aliasesTab', { count: aliases.length }),
            content: <AliasList domain={domain} aliases={aliases} unanswered={unanswered} mayWrite={mayWrite} />,
          },
          {
            value: 'defaults',
            label: t('defaultsTab'),
            content: <DefaultsForm domain={domain} mayWrite={mayWrite} />,
          },
          {
            value: 'dns',
            label: t('dnsTab'),
            content: <DnsList domainId={domain.id} dnsStatus={dnsStatus} mayWrite={mayWrite} />,
          },
          {
            value: 'retention',
            label: t('retentionTab', { count: policies.length }),
            content: (
              <div className="flex flex-col gap-3">
                <p className="text-ink-2 text-sm">{t('retentionText')}</p>
                <ul className="flex flex-col divide-y divide-line rounded-md border border-line empty:hidden">
                  {policies.map((policy) => (
                    <li key={policy.id} className="px-3 py-2">
                      <Link href={`/retention/${policy.id}`} className="font-medium text-accent hover:underline">
                        {policy.name}
                      </Link>
                      <span className="ml-3 text-ink-2 text-sm">
                        {retention('rule', { folder: policy.folder, days: policy.olderThanDays })}
                      </span>
                    </li>
                  ))}
                </ul>
                <div>
                  <Button asChild>
                    <Link href={`/retention?domain=${domain.id}`}>{t('toRetention')}</Link>
                  </Button>
                </div>
              </div>
            ),
          },
        ]}
      />
      {mayWrite ? (
        <CreateMailboxDialog
          open={creating}
          onOpenChange={setCreating}
          domains={[{ id: domain.id, name: domain.name, defaults: domain.defaults }]}
          onCreate={createMailboxAction}
          onCreated={({ id, address }) => {
            toast.success(words('created-toast', { address }));
            router.push(`/mailboxes/${id}?tab=setup`);
          }}
        />
      ) : null}
      <ConfirmDialog
        open={asking === 'off'}
        onOpenChange={() => setAsking(null)}
        title={t('switchOffTitle', { name: domain.name })}
        confirmLabel={t('switchOffConfirm', { name: domain.name, count: mailboxCount })}
        danger
        pending={activity.pending}
        onConfirm={() => activity.run({ domainId: domain.id, active: false })}
      >
        {t('switchOffText', { count: mailboxCount })}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={() => setAsking(null)}
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
