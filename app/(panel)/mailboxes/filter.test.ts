import { describe, expect, it } from 'vitest';
import { type MailboxFilter, mailboxesAddress, mailboxRowsBy } from './filter';

describe('the address of the mailboxes', () => {
  const { read, write } = mailboxesAddress;

  it.each<[MailboxFilter, string]>([
    [{ search: '', state: null }, ''],
    [{ search: 'anna b', state: null }, '?search=anna+b'],
    [{ search: '', state: 'removed' }, '?state=removed'],
    [{ search: 'anna', state: 'suspended' }, '?search=anna&state=suspended'],
  ])('says the filter and reads it again', (filter, query) => {
    expect(write(filter, new URLSearchParams())).toBe(query);
    expect(read(new URLSearchParams(query))).toEqual(filter);
  });

  it('ignores other states', () => {
    expect(read(new URLSearchParams('state=lost')).state).toBeNull();
  });
});

it('lists existing mailboxes when the removed ones are shown', () => {
  expect(mailboxRowsBy({ search: 'a', state: 'removed' })).toEqual({ search: 'a', state: null, domainId: null });
});
