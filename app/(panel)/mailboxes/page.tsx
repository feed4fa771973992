import { getTranslations } from 'next-intl/server';
import { listDomains } from '@/lib/domains';
import { requireActor } from '@/lib/identity';
import { countMailboxes, listMailboxes, listRemovedMailboxes } from '@/lib/mailboxes';
import { may } from '@/lib/tenancy';
import { queryOf, type SearchParams } from '../search-params';
import { MailboxBoard } from './mailbox-board';

export async function generateMetadata() {
  return { title: (await getTranslations('mailboxes'))('title') };
}

export default async function MailboxesPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('mailbox:read');
  const query = await queryOf(searchParams);
  const search = query.get('search')?.slice(0, 200) ?? '';
  const asked = query.get('state');
  const state = asked === 'active' || asked === 'suspended' || asked === 'removed' ? asked : null;
  const [page, counts, removed, domains] = await Promise.all([
    listMailboxes(actor, { search, state: state === 'removed' ? null : state }),
    countMailboxes(actor, { search }),
    listRemovedMailboxes(actor),
    listDomains(actor),
  ]);
  return (
    <MailboxBoard
      start={page}
      counts={counts}
      removed={removed}
      search={search}
      state={state}
      domains={domains.map(({ id, name, defaults }) => ({ id, name, defaults }))}
      mayWrite={may(actor, 'mailbox:write')}
    />
  );
}
