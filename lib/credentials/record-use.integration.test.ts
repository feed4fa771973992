import { expect, it } from 'vitest';
import { queryTransaction } from '@/lib/db';
import { createDomain } from '@/lib/domains';
import { houseDefaults } from '@/lib/domains/shapes';
import { createMailbox } from '@/lib/mailboxes';
import { ownReseller } from '@/lib/testing';
import { type CredentialUse, createAppPassword, listAppPasswords, recordCredentialUse } from '.';

it('stores the newest use of an app password, and keeps the address if that use has none', async () => {
  const { reseller, customer, tag } = await ownReseller();
  const name = `u${tag}.example`;
  const { id: domainId } = await createDomain(reseller, { name, customerId: customer.customerId ?? '' });
  const { id: mailboxId } = await createMailbox(reseller, {
    domainId,
    localPart: 'anna',
    displayName: '',
    password: 'correct-horse-1',
    quotaBytes: 1024 ** 3,
    protocols: houseDefaults.protocols,
  });
  const { id } = await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
  const used = (day: number, remoteIp: string | null, credential = `ap${id}`): CredentialUse => ({
    credential,
    at: new Date(Date.UTC(2026, 0, day)),
    remoteIp,
  });
  const note = async (...uses: CredentialUse[]) => {
    await queryTransaction((queries) => recordCredentialUse(queries, uses));
    const [{ lastUsedAt, lastUsedFrom } = {}] = await listAppPasswords(reseller, mailboxId);
    return [lastUsedAt?.slice(0, 10), lastUsedFrom];
  };
  expect(await note(used(3, '192.0.2.3'), used(2, '192.0.2.2'), used(9, '192.0.2.9', 'main'))).toEqual([
    '2026-01-03',
    '192.0.2.3',
  ]);
  expect(await note(used(1, '192.0.2.1'))).toEqual(['2026-01-03', '192.0.2.3']);
  expect(await note(used(4, null))).toEqual(['2026-01-04', '192.0.2.3']);
});
