import { expect, it } from 'vitest';
import { createAlias } from '@/lib/aliases';
import { ownAccounts } from '@/lib/testing';
import { maySendAs } from '.';

const { reseller, domain, domainId, newMailbox } = await ownAccounts();

it('an account sends as itself and its aliases, with a suffix, and as nobody else', async () => {
  const ann = await newMailbox('ann');
  const bob = await newMailbox('bob');
  await createAlias(reseller, { domainId, localPart: 'info', destination: ann.address });
  await createAlias(reseller, { domainId, localPart: '*', destination: bob.address });
  const may = async (account: string, localPart: string) => maySendAs(account, `${localPart}@${domain}`);
  expect(await may(ann.address, 'ann')).toBe(true);
  expect(await may(ann.address.toUpperCase(), 'ANN')).toBe(true);
  expect(await may(ann.address, 'ann+shop')).toBe(true);
  expect(await may(ann.address, 'info')).toBe(true);
  expect(await may(ann.address, 'info+x')).toBe(true);
  expect(await may(ann.address, 'bob')).toBe(false);
  // A catch-all is for what is nobody else's.
  expect(await may(bob.address, 'anything')).toBe(true);
  expect(await may(bob.address, 'info')).toBe(false);
  expect(await may(ann.address, 'anything')).toBe(false);
  expect(await maySendAs(ann.address, 'ann@elsewhere.example')).toBe(false);
  expect(await maySendAs('', `ann@${domain}`)).toBe(false);
});
