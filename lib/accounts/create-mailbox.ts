import { record } from '@/lib/audit';
import { config } from '@/lib/config';
import { db, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { hashPassword } from '@/lib/identity';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import { isTaken } from './domains';
import { domainDefaults, type MailboxInput } from './shapes';

/** Works over every protocol within a second of the answer: Dovecot asks the database, and a refusal it remembers is forgotten. */
export async function createMailbox(actor: Actor, input: MailboxInput): Promise<{ id: string; address: string }> {
  demand(actor, 'mailbox:write');
  const domain = await db().domain.findFirst({ where: { id: input.domainId, ...scope(actor) } });
  if (!domain) throw new Refusal('not-found', { field: 'domainId' });
  const address = `${input.localPart}@${domain.name}`;
  // RFC 5321, 4.5.3.1.3: a path holds 256 octets with its brackets.
  if (address.length > 254) throw new Refusal('too-large', { field: 'localPart', reason: 'address' });
  if (input.password.toLowerCase() === address)
    throw new Refusal('invalid', { field: 'password', reason: 'password-address' });
  const passwordHash = await hashPassword(input.password);
  try {
    const mailbox = await transaction(async (tx) => {
      if (await tx.alias.findFirst({ where: { source: address } }))
        throw new Refusal('taken', { field: 'localPart', name: address });
      if (!input.alike) await warnOfLikeness(tx, address);
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
          ...input.protocols,
          mainPassword: domainDefaults.safeParse(domain.defaults).data?.mainPassword ?? true,
          node: config().MILEPOST_NODE,
        },
        select: { id: true, address: true, node: true },
      });
      await applyAfterCommit(tx, [mailbox]);
      await record(tx, actor, {
        action: 'mailbox.create',
        object: { type: 'mailbox', id: mailbox.id, label: address },
        owner: { customerId, resellerId, mailboxId: mailbox.id },
        after: { address, displayName: input.displayName, quotaBytes: input.quotaBytes, ...input.protocols },
      });
      return mailbox;
    });
    await settled([mailbox]);
    return { id: mailbox.id, address };
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'localPart', name: address });
    throw error;
  }
}

/** Refuses a first time: whoever sees the other address may want this one all the same. */
async function warnOfLikeness(tx: Tx, address: string): Promise<void> {
  const [other] = await tx.$queryRaw<{ address: string }[]>`
    SELECT address FROM "Mailbox" WHERE mail_likeness(address) = mail_likeness(${address}) AND address <> ${address} LIMIT 1`;
  if (other)
    throw new Refusal('conflict', { field: 'localPart', reason: 'look-alike', name: other.address, typed: address });
}
