'use client';

import { Building2, Dices, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { newPassword } from '@/components/accounts/new-password';
import { UseBars } from '@/components/accounts/use-bars';
import { SearchField } from '@/components/search-field';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Bytes } from '@/components/ui/bytes';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Field, Input } from '@/components/ui/field';
import { PageHeader } from '@/components/ui/page-header';
import { Progress } from '@/components/ui/progress';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { useFeed } from '@/components/use-feed';
import type { PageOf } from '@/lib/db/shapes';
import { type CustomerRow, customerSorts, type Use } from '@/lib/tenants/shapes';
import { countCustomersAction, createCustomerAction, loadCustomers } from './actions';

const fields = ['name', 'email', 'personName', 'password'] as const;

/** A number, and of how many with a bar where there is a limit. */
function Measure({
  label,
  used,
  most,
  bytes = false,
}: {
  label: string;
  used: number;
  most: number | null;
  bytes?: boolean;
}) {
  const say = (value: number) => (bytes ? <Bytes value={value} /> : value);
  if (most === null) return <span className="tabular-nums">{say(used)}</span>;
  return (
    <span className="flex w-full items-center gap-2 tabular-nums">
      <span className="shrink-0">
        {say(used)} / {say(most)}
      </span>
      <span className="min-w-8 flex-1">
        <Progress value={used} max={most} label={label} alarm />
      </span>
    </span>
  );
}

export function CustomerBoard({
  search: startSearch,
  start,
  total: startTotal,
  use,
  mayWrite,
}: {
  search: string;
  start: PageOf<CustomerRow>;
  total: number;
  use: Use | null;
  mayWrite: boolean;
}) {
  const t = useTranslations('customers');
  const common = useTranslations('common');
  const router = useRouter();
  const [search, setSearch] = useState(startSearch);
  const [total, setTotal] = useState(startTotal);
  const asked = useRef(search);
  const filter = useMemo(() => ({ search }), [search]);
  const { rows, feed, reload } = useFeed({
    start,
    filter,
    load: loadCustomers,
    sort: { id: 'name', desc: false },
    sortable: customerSorts,
  });
  const count = useAction(countCustomersAction, {
    onDone: (found, input) => {
      // An answer to an earlier question must not replace that to a later one.
      if (input.search === asked.current) setTotal(found);
    },
  });
  function find(text: string) {
    setSearch(text);
    asked.current = text;
    window.history.replaceState(null, '', text ? `/customers?search=${encodeURIComponent(text)}` : '/customers');
    count.run({ search: text });
  }
  const [creating, setCreating] = useState(false);
  const [password, setPassword] = useState('');
  const create = useAction(createCustomerAction, {
    fields,
    onDone: (_, { name }) => {
      setCreating(false);
      setPassword('');
      toast.success(t('created-toast', { name }));
      reload();
      count.run({ search });
    },
  });
  const columns = useMemo(
    (): Column<CustomerRow>[] => [
      {
        id: 'name',
        header: t('name'),
        width: 220,
        value: (row) => row.name,
        cell: (row) => (
          <span className="inline-flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{row.name}</span>
            {row.suspendedAt ? <Badge tone="bad">{t('suspended')}</Badge> : null}
          </span>
        ),
      },
      {
        id: 'reseller',
        header: t('reseller'),
        width: 180,
        value: (row) => row.resellerName,
        cell: (row) =>
          row.resellerId ? (
            <Link
              href={`/customers/${row.resellerId}`}
              onClick={(event) => event.stopPropagation()}
              className="text-accent hover:underline"
            >
              {row.resellerName}
            </Link>
          ) : (
            t('direct')
          ),
      },
      {
        id: 'domains',
        header: t('domains'),
        width: 110,
        value: (row) => row.use.domains.used,
        cell: (row) => <Measure label={t('domains')} {...row.use.domains} />,
      },
      {
        id: 'mailboxes',
        header: t('mailboxes'),
        width: 110,
        value: (row) => row.use.mailboxes.used,
        cell: (row) => <Measure label={t('mailboxes')} {...row.use.mailboxes} />,
      },
      {
        id: 'bytes',
        header: t('use.bytes'),
        width: 150,
        value: (row) => row.use.bytes.used,
        cell: (row) => <Measure label={t('use.bytes')} bytes {...row.use.bytes} />,
      },
      {
        id: 'created',
        header: t('created'),
        width: 130,
        value: (row) => row.createdAt,
        cell: (row) => <Time value={row.createdAt} />,
      },
    ],
    [t],
  );
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    create.run({ name: text('name'), email: text('email'), personName: text('personName'), password });
  }
  const add = mayWrite ? (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t('create')}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={t('title')} count={total} description={t('description')} actions={add} />
      {use ? (
        <section className="mb-5">
          <UseBars use={use} />
        </section>
      ) : null}
      <DataTable
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        label={t('title')}
        exportName="customers"
        feed={feed}
        exportHref={`/api/export/customers?${new URLSearchParams({ search })}`}
        toolbar={<SearchField value={search} onChange={find} label={t('search')} placeholder={t('search')} />}
        onRowClick={(row) => router.push(`/customers/${row.id}`)}
        empty={
          <EmptyState icon={<Building2 />} title={search ? t('noMatch') : t('empty')} action={search ? undefined : add}>
            {search ? t('noMatchText') : t('emptyText')}
          </EmptyState>
        }
      />
      <Dialog
        open={creating}
        onOpenChange={setCreating}
        title={t('create')}
        description={t('createText')}
        footer={
          <>
            <Button onClick={() => setCreating(false)}>{common('cancel')}</Button>
            <Button variant="primary" type="submit" form="create-customer" pending={create.pending}>
              {t('create')}
            </Button>
          </>
        }
      >
        <form id="create-customer" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Field label={t('name')} error={create.errorOf('name')}>
            <Input name="name" autoComplete="off" required />
          </Field>
          <Field label={t('personName')} error={create.errorOf('personName')}>
            <Input name="personName" autoComplete="off" required />
          </Field>
          <Field label={t('email')} hint={t('emailHint')} error={create.errorOf('email')}>
            <Input name="email" type="email" autoComplete="off" required />
          </Field>
          <Field label={t('password')} error={create.errorOf('password')}>
            <div className="flex gap-2">
              <Input
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                autoComplete="new-password"
                spellCheck={false}
                className="font-mono"
                required
              />
              <Button onClick={() => setPassword(newPassword())}>
                <Dices aria-hidden />
                {t('generate')}
              </Button>
            </div>
          </Field>
        </form>
      </Dialog>
    </>
  );
}
