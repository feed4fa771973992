import { enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { isAliased } from '@/lib/aliases';
import { record } from '@/lib/audit';
import { refuseAddressOfOthers } from '@/lib/claims';
import { config } from '@/lib/config';
import { db, isTaken, queries, runIn, sql, type Tx, transaction } from '@/lib/db';
import { domainDefaults } from '@/lib/domains/shapes';
import { Refusal } from '@/lib/errors';
import { hashPassword } from '@/lib/passwords';
import { switchedOn } from '@/lib/protocols';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { MailboxInput } from './shapes';

/**
 * Creates a mailbox. It works over every protocol within a second: Dovecot queries the database, and its auth cache is
 * flushed.
 */
export async function createMailbox(actor: Actor, input: MailboxInput): Promise<{ id: string; address: string }> {
  demand(actor, 'mailbox:write');
  const domain = await db().domainDirectory.findFirst({ where: { id: input.domainId, ...scope(actor) } });
  if (!domain) throw new Refusal('not-found', { field: 'domainId' });
  const address = `${input.localPart}@${domain.name}`;
  // RFC 5321, 4.5.3.1.3: a path has at most 256 octets, including its brackets.
  if (address.length > 254) throw new Refusal('too-large', { field: 'localPart', reason: 'address' });
  if (input.password.toLowerCase() === address)
    throw new Refusal('invalid', { field: 'password', reason: 'password-address' });
  const passwordHash = await hashPassword(input.password);
  try {
    const mailbox = await transaction(async (tx) => {
      await refuseAddressOfOthers(tx, domain, address);
      if (await isAliased(tx, address)) throw new Refusal('taken', { field: 'localPart', name: address });
      if (!input.alike) await refuseLookalike(tx, address);
      const { customerId, resellerId } = domain;
      const mailbox = await tx.mailbox.create({
        data: {
          domainId: domain.id,
          customerId,
          resellerId,
          localPart: input.localPart,
          address,
          displayName: input.displayName,
          passwordHash,
          quotaBytes: BigInt(input.quotaBytes),
          protocols: switchedOn(input.protocols),
          mainPassword: domainDefaults.safeParse(domain.defaults).data?.mainPassword ?? true,
          node: config().MILEPOST_NODE,
        },
        select: { id: true, address: true, node: true },
      });
      await enqueueAccessChange(tx, [mailbox]);
      await record(tx, actor, {
        action: 'mailbox.create',
        object: { type: 'mailbox', id: mailbox.id, label: address },
        owner: { customerId, resellerId, mailboxId: mailbox.id },
        after: { address, displayName: input.displayName, quotaBytes: input.quotaBytes, ...input.protocols },
      });
      return mailbox;
    });
    await flushAuthCache([mailbox]);
    return { id: mailbox.id, address };
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'localPart', name: address });
    throw error;
  }
}

/** Refused at the first attempt, so that the person can compare the two addresses and confirm. */
async function refuseLookalike(tx: Tx, address: string): Promise<void> {
  const alike = queries()
    .selectFrom('Mailbox as m')
    .select('m.address')
    .where(sql<boolean>`mail_likeness(m.address) = mail_likeness(${address})`)
    .where('m.address', '<>', address)
    .limit(1);
  const [other] = await runIn(tx, alike);
  if (other)
    throw new Refusal('conflict', { field: 'localPart', reason: 'look-alike', name: other.address, typed: address });
}
