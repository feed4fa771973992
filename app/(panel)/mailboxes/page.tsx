import { pageTitle } from '@/app/page-title';
import { listDomains } from '@/lib/domains';
import { countMailboxes, listMailboxes, listRemovedMailboxes } from '@/lib/mailboxes';
import { may } from '@/lib/tenancy';
import { listPage } from '../list-page';
import { mailboxesAddress } from './filter';
import { MailboxBoard } from './mailbox-board';

export const generateMetadata = pageTitle('mailboxes');

export default listPage({
  capability: 'mailbox:read',
  filterOf: mailboxesAddress.read,
  reads: (actor, { search, state }) => ({
    page: listMailboxes(actor, { search, state: state === 'removed' ? null : state }),
    counts: countMailboxes(actor, { search }),
    removed: listRemovedMailboxes(actor),
    domains: listDomains(actor),
  }),
  show: ({ removed, domains, ...start }, { actor, filter }) => (
    <MailboxBoard
      start={{ ...start, filter }}
      removed={removed}
      domains={domains.map(({ id, name, defaults }) => ({ id, name, defaults }))}
      mayWrite={may(actor, 'mailbox:write')}
    />
  ),
});
