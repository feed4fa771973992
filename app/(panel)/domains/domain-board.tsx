'use client';

import { Globe } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { UsageBars } from '@/components/accounts/usage-bars';
import { SearchListPage } from '@/components/list/search-list-page';
import type { ListStart } from '@/components/list/use-search-list';
import { Notice } from '@/components/ui/notice';
import { type DomainRow, domainSorts } from '@/lib/domains/shapes';
import type { Use } from '@/lib/tenants/shapes';
import { countDomainsAction, loadDomains } from './actions';
import { CreateDomainDialog } from './create-domain-dialog';
import { useDomainColumns } from './domain-columns';
import { domainsAddress } from './filter';

export function DomainBoard({
  start,
  owners,
  use,
  stopped,
  mayWrite,
}: {
  start: ListStart<DomainRow, { search: string }, number>;
  owners: { id: string; name: string }[];
  /** The customer's own usage and limits. */
  use: Use | null;
  /** How many carry no mail until they are verified, although they did before. */
  stopped: number;
  mayWrite: boolean;
}) {
  const t = useTranslations('domains');
  const router = useRouter();
  const open = (id: string) => router.push(`/domains/${id}`);
  return (
    <SearchListPage
      area="domains"
      start={start}
      address={domainsAddress}
      load={loadDomains}
      count={countDomainsAction}
      sortable={domainSorts}
      columns={useDomainColumns()}
      icon={<Globe />}
      create={
        mayWrite
          ? (dialog) => (
              <CreateDomainDialog
                open={dialog.open}
                onOpenChange={dialog.onOpenChange}
                owners={owners}
                onCreated={open}
              />
            )
          : null
      }
    >
      {stopped > 0 ? <Notice tone="warn">{t('verification.stopped', { count: stopped })}</Notice> : null}
      {use ? <UsageBars use={use} /> : null}
    </SearchListPage>
  );
}
