'use client';

import { Globe } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { UsageBars } from '@/components/accounts/usage-bars';
import { CreateButton } from '@/components/list/create-button';
import { ListPage } from '@/components/list/list-page';
import { type ListStart, useSearchList } from '@/components/list/use-search-list';
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
  const [creating, setCreating] = useState(false);
  const columns = useDomainColumns();
  const { filter, setFilter, rows, feed, counts } = useSearchList({
    start,
    address: domainsAddress,
    rowsBy: (filter) => filter,
    load: loadDomains,
    count: countDomainsAction,
    sortable: domainSorts,
  });
  const { search } = filter;
  const add = mayWrite ? <CreateButton label={t('create')} onClick={() => setCreating(true)} /> : undefined;
  const href = (id: string) => `/domains/${id}`;
  return (
    <>
      <ListPage
        title={t('title')}
        count={counts}
        description={t('description')}
        actions={add}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        href={(row) => href(row.id)}
        feed={feed}
        search={{ value: search, onChange: (text) => setFilter({ search: text }), label: t('search') }}
        exportName="domains"
        exportHref={`/api/export/domains?${new URLSearchParams({ search })}`}
        empty={
          search
            ? { icon: <Globe />, title: t('noMatch'), text: t('noMatchText') }
            : { icon: <Globe />, title: t('empty'), text: t('emptyText'), action: add }
        }
      >
        {stopped > 0 ? (
          <Notice tone="warn" className="mb-5">
            {t('verification.stopped', { count: stopped })}
          </Notice>
        ) : null}
        {use ? (
          <section className="mb-5">
            <UsageBars use={use} />
          </section>
        ) : null}
      </ListPage>
      {mayWrite ? (
        <CreateDomainDialog
          open={creating}
          onOpenChange={setCreating}
          owners={owners}
          onCreated={(id) => router.push(href(id))}
        />
      ) : null}
    </>
  );
}
