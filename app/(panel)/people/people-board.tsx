'use client';

import { UserPlus, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { CreateButton } from '@/components/list/create-button';
import { List } from '@/components/list/list';
import { rowsWith } from '@/components/list/rows-with';
import { SearchField } from '@/components/search-field';
import { PageHeader } from '@/components/ui/page-header';
import type { InvitationRow, PersonRow } from '@/lib/people/shapes';
import { ViewAsDialog } from '../view-as-dialog';
import { InvitationList } from './invitation-list';
import { InviteDialog, type Place } from './invite-dialog';
import { PersonDialogs, usePersonActions } from './person-actions';
import { usePersonColumns } from './person-columns';

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
  const acts = usePersonActions({ mayWrite, onView: setViewing });
  const columns = usePersonColumns(acts.itemsOf);
  const rows = useMemo(() => rowsWith(people, text, (row) => [row.name, row.email, row.tenantName]), [people, text]);
  const icon = <UserPlus aria-hidden />;
  return (
    <>
      <PageHeader
        title={t('title')}
        count={people.length}
        description={t('description')}
        actions={
          mayWrite ? <CreateButton icon={icon} label={t('invite')} onClick={() => setInviting(true)} /> : undefined
        }
      />
      <div className="mb-3 max-w-sm">
        <SearchField value={text} onChange={setText} label={t('search')} placeholder={t('search')} />
      </div>
      <List
        columns={columns}
        rows={rows}
        rowId={(row) => row.membershipId}
        label={t('title')}
        exportName="people"
        empty={
          text
            ? { icon: <UsersRound />, title: t('nothingFound', { text }) }
            : { icon: <UsersRound />, title: t('empty'), text: t('emptyText') }
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
