import type { z } from 'zod';
import { record } from '@/lib/audit';
import { isTaken, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { hashPassword } from '@/lib/passwords';
import { type Actor, demand } from '@/lib/tenancy';
import { insertCustomer } from '@/lib/tenants';
import type { customerInput } from './shapes';

/** Creates a customer of the acting reseller (or of the platform) with the person who administers it. */
export async function createCustomer(actor: Actor, input: z.infer<typeof customerInput>): Promise<{ id: string }> {
  demand(actor, 'tenant:write');
  const passwordHash = await hashPassword(input.password);
  try {
    return await transaction(async (tx) => {
      // A mailbox signs in with its address, which a person with the same name would shadow.
      if (await tx.mailboxDirectory.findUnique({ where: { address: input.email } }))
        throw new Refusal('taken', { field: 'email', name: input.email });
      const customer = await insertCustomer(tx, actor, input.name);
      await tx.person.create({
        data: {
          email: input.email,
          name: input.personName,
          passwordHash,
          memberships: { create: { tenantId: customer.id, role: 'customer_admin' } },
        },
        select: { id: true },
      });
      await record(tx, actor, {
        action: 'customer.create',
        object: { type: 'customer', id: customer.id, label: input.name },
        owner: { customerId: customer.id, resellerId: customer.resellerId },
        after: { name: input.name, administrator: input.email },
      });
      return { id: customer.id };
    });
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'email', name: input.email });
    throw error;
  }
}
