import type { z } from 'zod';
import { record } from '@/lib/audit';
import { refuseAddressOfOthers } from '@/lib/claims';
import { isTaken, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { aliasLoop } from './alias-loop';
import type { aliasInput } from './shapes';

export async function createAlias(actor: Actor, input: z.infer<typeof aliasInput>): Promise<{ id: string }> {
  demand(actor, 'mailbox:write');
  try {
    return await transaction(async (tx) => {
      const domain = await tx.domainDirectory.findFirst({ where: { id: input.domainId, ...scope(actor) } });
      if (!domain) throw new Refusal('not-found', { field: 'domainId' });
      const source = input.localPart === '*' ? `@${domain.name}` : `${input.localPart}@${domain.name}`;
      await refuseAddressOfOthers(tx, domain, source);
      await refuseLoop(tx, source, input.destination);
      // An alias would shadow a mailbox of the same name: Postfix looks up aliases first.
      if (await tx.mailboxDirectory.findUnique({ where: { address: source } }))
        throw new Refusal('taken', { field: 'localPart', name: source });
      const { customerId, resellerId } = domain;
      const alias = await tx.alias.create({
        data: { domainId: domain.id, customerId, resellerId, source, destination: input.destination },
        select: { id: true },
      });
      await record(tx, actor, {
        action: 'alias.create',
        object: { type: 'alias', id: alias.id, label: source },
        owner: domain,
        after: { source, destination: input.destination },
      });
      return alias;
    });
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'destination', name: input.destination });
    throw error;
  }
}

/**
 * Refuses an alias that leads back to itself, and a catch-all whose destination only the catch-all itself would match.
 */
async function refuseLoop(tx: Tx, source: string, destination: string): Promise<void> {
  const loop = source === destination ? [source, destination] : await aliasLoop(tx, source, [destination]);
  if (loop) throw new Refusal('invalid', { field: 'destination', reason: 'alias-loop', way: loop.join(' → ') });
  if (!source.startsWith('@') || !destination.endsWith(source)) return;
  const plain = destination.replace(/\+[^@]*@/, '@');
  if (await tx.mailboxDirectory.findUnique({ where: { address: plain }, select: { id: true } })) return;
  if (await tx.alias.findFirst({ where: { source: destination }, select: { id: true } })) return;
  throw new Refusal('invalid', { field: 'destination', reason: 'catch-all-nowhere' });
}
