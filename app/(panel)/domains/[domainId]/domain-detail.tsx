'use client';

import { Inbox } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CreateMailboxDialog } from '@/components/accounts/create-mailbox-dialog';
import { MailboxTable } from '@/components/accounts/mailbox-table';
import { CreateButton } from '@/components/list/create-button';
import { useFeed } from '@/components/list/use-feed';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { toast } from '@/components/ui/toast';
import type { AliasRow } from '@/lib/aliases/shapes';
import type { PageOf } from '@/lib/db/shapes';
import type { DnsStatus, DomainRow } from '@/lib/domains/shapes';
import { type MailboxRow, mailboxSorts } from '@/lib/mailboxes/shapes';
import type { SendingUse as Use } from '@/lib/outbound/shapes';
import type { PolicyRow } from '@/lib/retention/shapes';
import { loadMailboxes } from '../../mailboxes/actions';
import { createMailboxAction } from '../actions';
import { AliasList } from './alias-list';
import { DefaultsForm } from './defaults-form';
import { DnsList } from './dns-list';
import { DomainMenu } from './domain-menu';
import { DomainSending } from './domain-sending';
import { PolicyList } from './policy-list';
import { VerificationNotice } from './verification-notice';

export function DomainDetail({
  domain,
  mailboxes,
  mailboxCount,
  aliases,
  policies,
  unanswered,
  dnsStatus,
  sending,
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
  sending: Use;
  mayVerify: boolean;
  mayWrite: boolean;
}) {
  const t = useTranslations('domains');
  const tMailboxes = useTranslations('mailboxes');
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const filter = { domainId: domain.id };
  const { rows, feed } = useFeed({
    start: mailboxes,
    startFilter: filter,
    filter,
    load: loadMailboxes,
    sortable: mailboxSorts,
  });
  const add = mayWrite ? <CreateButton label={tMailboxes('create')} onClick={() => setCreating(true)} /> : undefined;

  return (
    <>
      <PageHeader
        title={domain.name}
        crumbs={[{ label: t('title'), href: '/domains' }]}
        description={
          <span className="inline-flex flex-wrap items-center gap-2">
            {domain.customerName}
            {domain.name === domain.asciiName ? null : <span className="font-mono text-xs">{domain.asciiName}</span>}
            {domain.proven ? null : <Badge tone="warn">{t('verification.badge')}</Badge>}
            {domain.active ? null : <Badge tone="warn">{t('off')}</Badge>}
          </span>
        }
        actions={
          mayWrite ? (
            <>
              {add}
              <DomainMenu domain={domain} mailboxCount={mailboxCount} />
            </>
          ) : undefined
        }
      />
      {domain.proven ? null : <VerificationNotice domain={domain} mayVerify={mayVerify} />}
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
                empty={{ icon: <Inbox />, title: t('noMailboxes'), text: t('noMailboxesText'), action: add }}
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
            value: 'sending',
            label: t('sendingTab'),
            content: <DomainSending domainId={domain.id} sending={sending} mayWrite={mayWrite} />,
          },
          {
            value: 'dns',
            label: t('dnsTab'),
            content: <DnsList domainId={domain.id} dnsStatus={dnsStatus} mayWrite={mayWrite} />,
          },
          {
            value: 'retention',
            label: t('retentionTab', { count: policies.length }),
            content: <PolicyList domainId={domain.id} policies={policies} />,
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
            toast.success(tMailboxes('created-toast', { address }));
            router.push(`/mailboxes/${id}?tab=setup`);
          }}
        />
      ) : null}
    </>
  );
}
