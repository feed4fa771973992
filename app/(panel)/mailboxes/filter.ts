import { type FilterAddress, readSearch } from '@/components/list/filter-address';

const states = ['active', 'suspended', 'removed'] as const;

export interface MailboxFilter {
  search: string;
  state: (typeof states)[number] | null;
}

export const mailboxesAddress: FilterAddress<MailboxFilter> = {
  path: '/mailboxes',
  read: (params) => ({
    search: readSearch(params),
    state: states.find((state) => state === params.get('state')) ?? null,
  }),
  write: (filter) => {
    const query = mailboxQuery(filter);
    return query && `?${query}`;
  },
};

/** For the URL of the list and of its export. */
export function mailboxQuery({ search, state }: MailboxFilter): string {
  const set = { ...(search && { search }), ...(state && { state }) };
  return new URLSearchParams(set).toString();
}

/** The part of the filter that selects rows. Removed mailboxes are a separate list. */
export function mailboxRowsBy({ search, state }: MailboxFilter) {
  return { search, state: state === 'removed' ? null : state, domainId: null };
}
