import { beforeAll, describe, expect, it } from 'vitest';
import { pool, transaction } from '@/lib/db';
import { createDomain } from '@/lib/domains';
import { houseDefaults } from '@/lib/domains/shapes';
import { createMailbox } from '@/lib/mailboxes';
import type { Actor } from '@/lib/tenancy';
import { ownReseller } from '@/lib/testing';
import { createAlias } from '.';
import { aliasLoop } from './alias-loop';
import { aliasInput } from './shapes';

const password = 'correct-horse-1';
let reseller: Actor;
let domainId = '';
let domain = '';

async function newMailbox(localPart: string) {
  const { id, address } = await createMailbox(reseller, {
    domainId,
    localPart,
    displayName: '',
    password,
    quotaBytes: 1024 ** 3,
    protocols: houseDefaults.protocols,
  });
  return { mailboxId: id, address, password };
}

beforeAll(async () => {
  const own = await ownReseller();
  reseller = own.reseller;
  domain = `o${own.tag}.example`;
  domainId = (await createDomain(reseller, { name: domain, customerId: own.customer.customerId ?? '' })).id;
});

describe('aliases', () => {
  it('that form a loop over any number of others are refused, and the refusal has the path', async () => {
    const alias = (localPart: string, to: string) =>
      createAlias(reseller, aliasInput.parse({ domainId, localPart, destination: `${to}@${domain}` }));
    await alias('loop-a', 'loop-b');
    await alias('loop-b', 'loop-c');
    await expect(alias('loop-c', 'loop-a')).rejects.toMatchObject({
      details: { way: ['loop-c', 'loop-a', 'loop-b', 'loop-c'].map((name) => `${name}@${domain}`).join(' → ') },
    });
    await expect(alias('loop-x', 'loop-x')).rejects.toMatchObject({ code: 'invalid' });
    expect(await transaction((tx) => aliasLoop(tx, `loop-c@${domain}`, ['out@elsewhere.example']))).toBeNull();
  });

  it('as a catch-all get the mail of unknown addresses, and must have a destination that exists', async () => {
    await expect(
      createAlias(reseller, { domainId, localPart: '*', destination: `nobody-here@${domain}` }),
    ).rejects.toMatchObject({ details: { reason: 'catch-all-nowhere' } });
    const { address } = await newMailbox('catcher');
    const other = await newMailbox('other');
    await createAlias(reseller, { domainId, localPart: '*', destination: address });
    const { rows } = await pool().query<{ destination: string }>(
      'SELECT destination FROM mail_alias_or_self WHERE source = $1',
      [other.address],
    );
    expect(rows).toEqual([{ destination: other.address }]);
  });
});
