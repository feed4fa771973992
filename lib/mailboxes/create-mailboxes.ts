import { enqueueAccessChange } from '@/lib/access';
import { domainOf, localPartOf } from '@/lib/addresses/values';
import { aliasedAmong } from '@/lib/aliases';
import type { Act } from '@/lib/audit';
import { addressesOfOthers } from '@/lib/claims';
import { config } from '@/lib/config';
import type { Tx } from '@/lib/db';
import { switchedOn } from '@/lib/protocols';
import { type Actor, scope } from '@/lib/tenancy';
import type { WantedMailbox } from './shapes';

/** 5 GB, the default. */
const usualQuota = 5n * 1024n ** 3n;

/** The outcome of one mailbox: its audit entries, which the caller writes, or the reason why it was not created. */
export type Outcome<Problem extends string> = { problem: null; act: Act; more?: Act[] } | { problem: Problem };

/** Creates several mailboxes with hashed passwords. Returns one outcome for each, in the same order. */
export async function createMailboxes(
  tx: Tx,
  actor: Actor,
  drafts: { address: string; wanted: WantedMailbox; passwordHash: string }[],
): Promise<Outcome<'domain' | 'alias' | 'reserved' | 'taken'>[]> {
  const addresses = drafts.map(({ address }) => address);
  const names = [...new Set(addresses.map(domainOf))];
  const domains = await tx.domainDirectory.findMany({ where: { name: { in: names }, ...scope(actor) } });
  const domainByName = new Map(domains.map((domain) => [domain.name, domain]));
  const aliased = await aliasedAmong(tx, addresses);
  const ofOthers = await addressesOfOthers(tx, domains, addresses);
  const data = drafts.flatMap(({ address, wanted, passwordHash }) => {
    const domain = domainByName.get(domainOf(address));
    if (!domain || aliased.has(address) || ofOthers.has(address)) return [];
    const { displayName = '', quotaBytes, protocols, suspended } = wanted;
    return {
      domainId: domain.id,
      customerId: domain.customerId,
      resellerId: domain.resellerId,
      localPart: localPartOf(address),
      address,
      displayName,
      passwordHash,
      ...(protocols ? { protocols: switchedOn(protocols) } : {}),
      quotaBytes: quotaBytes === undefined ? usualQuota : BigInt(quotaBytes),
      node: config().MILEPOST_NODE,
      suspendedAt: suspended ? new Date() : null,
      suspendReason: suspended ? '' : null,
    };
  });
  const created = await tx.mailbox.createManyAndReturn({ data, skipDuplicates: true });
  await enqueueAccessChange(tx, created);
  const createdBy = new Map(created.map((mailbox) => [mailbox.address, mailbox]));
  return drafts.map(({ address, wanted }) => {
    const mailbox = createdBy.get(address);
    if (!mailbox) {
      if (!domainByName.has(domainOf(address))) return { problem: 'domain' };
      if (ofOthers.has(address)) return { problem: 'reserved' };
      return { problem: aliased.has(address) ? 'alias' : 'taken' };
    }
    const { id, customerId, resellerId } = mailbox;
    return {
      problem: null,
      act: {
        action: 'mailbox.create',
        object: { type: 'mailbox', id, label: address },
        owner: { customerId, resellerId, mailboxId: id },
        after: { address, ...wanted },
      },
    };
  });
}
