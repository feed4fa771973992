import { describe, expect, it } from 'vitest';
import { pool, transaction } from '@/lib/db';
import { ownAccounts } from '@/lib/testing';
import { createAlias } from '.';
import { aliasLoop } from './alias-loop';
import { aliasInput } from './shapes';

const { reseller, domain, domainId, newMailbox } = await ownAccounts();

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
