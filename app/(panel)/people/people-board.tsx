'use client';

import { MoreHorizontal, UserPlus, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { SearchField } from '@/components/search-field';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Menu } from '@/components/ui/menu';
import { PageHeader } from '@/components/ui/page-header';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { InvitationRow, PersonRow } from '@/lib/people/shapes';
import { ViewAsDialog } from '../view-as-dialog';
import { InvitationList } from './invitation-list';
import { InviteDialog, type Place } from './invite-dialog';
import { PersonDialogs, usePersonActs } from './person-acts';

interface Props {
  people: PersonRow[];
  invitations: InvitationRow[];
  places: Place[];
  mayWrite: boolean;
}

export function PeopleBoard({ people, invitations, places, mayWrite }: Props) {
  const t = useTranslations('people');
  const [inviting, setInviting] = useState(false);
  const [viewing, setViewing] = useState<PersonRow | null>(null);
  const [text, setText] = useState('');
  const acts = usePersonActs({ mayWrite, onView: setViewing });
  const columns = useColumns(acts.itemsOf);
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return people.filter((row) => `${row.name}\n${row.email}\n${row.tenantName}`.toLowerCase().includes(wanted));
  }, [people, text]);
  const add = mayWrite ? (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden />
      {t('invite')}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={t('title')} count={people.length} description={t('description')} actions={add} />
      <div className="mb-3 max-w-sm">
        <SearchField value={text} onChange={setText} label={t('search')} placeholder={t('search')} />
      </div>
      <DataTable
        columns={columns}
        rows={rows}
        rowId={(row) => row.membershipId}
        label={t('title')}
        exportName="people"
        empty={
          <EmptyState icon={<UsersRound />} title={text ? t('nothingFound', { text }) : t('empty')}>
            {text ? null : t('emptyText')}
          </EmptyState>
        }
      />
      <InvitationList rows={invitations} mayWrite={mayWrite} />
      {inviting ? <InviteDialog places={places} onClose={() => setInviting(false)} /> : null}
      {viewing ? (
        <ViewAsDialog
          target={{ kind: 'person', id: viewing.membershipId }}
          name={viewing.name}
          onClose={() => setViewing(null)}
        />
      ) : null}
      <PersonDialogs {...acts} />
    </>
  );
}

function useColumns(itemsOf: ReturnType<typeof usePersonActs>['itemsOf']): Column<PersonRow>[] {
  const t = useTranslations('people');
  const tRoles = useTranslations('roles');
  return useMemo(
    (): Column<PersonRow>[] => [
      {
        id: 'name',
        header: t('column.name'),
        width: 180,
        value: (row) => row.name,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{row.name}</span>
            {row.self ? <Badge tone="accent">{t('you')}</Badge> : null}
          </span>
        ),
      },
      {
        id: 'email',
        header: t('column.email'),
        width: 220,
        value: (row) => row.email,
        cell: (row) => <bdi className="mono">{row.email}</bdi>,
      },
      {
        id: 'role',
        header: t('column.role'),
        width: 150,
        value: (row) => tRoles(row.role),
        cell: (row) => tRoles(row.role),
      },
      {
        id: 'tenant',
        header: t('column.tenant'),
        width: 170,
        value: (row) => row.tenantName,
        cell: (row) => row.tenantName,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: 100,
        value: (row) => t(row.suspendedAt ? 'suspended' : 'active'),
        cell: (row) =>
          row.suspendedAt ? (
            <Badge tone="warn">{t('suspended')}</Badge>
          ) : (
            <span className="text-ink-2">{t('active')}</span>
          ),
      },
      {
        id: 'factor',
        header: t('column.factor'),
        width: 120,
        value: (row) => t(row.secondFactor ? 'factorOn' : 'factorOff'),
        cell: (row) =>
          row.secondFactor ? (
            <Badge tone="good">{t('factorOn')}</Badge>
          ) : (
            <span className="text-ink-3">{t('factorOff')}</span>
          ),
      },
      {
        id: 'lastSeen',
        header: t('column.lastSeen'),
        width: 120,
        value: (row) => row.lastSeenAt,
        cell: (row) =>
          row.lastSeenAt ? <Time value={row.lastSeenAt} /> : <span className="text-ink-3">{t('never')}</span>,
      },
      {
        id: 'actions',
        header: '',
        width: 48,
        align: 'right',
        phone: 'aside',
        cell: (row) => {
          const items = itemsOf(row);
          return items.length === 0 ? null : (
            <Menu
              trigger={
                <Button variant="ghost" size="icon" aria-label={t('actions', { name: row.name })}>
                  <MoreHorizontal aria-hidden />
                </Button>
              }
              items={items}
            />
          );
        },
      },
    ],
    [t, tRoles, itemsOf],
  );
}
