import { domainToASCII } from 'node:url';
import { db } from '@/lib/db';
import { type Actor, mailboxScope, may, scope } from '@/lib/tenancy';
import type { Found } from './shapes';

/** Results of each kind. The lists show all. */
const each = 6;

/** The mailboxes, domains and customers in the actor's scope whose name contains the text. */
export async function search(actor: Actor, typed: string): Promise<Found[]> {
  const text = typed.trim().toLowerCase().slice(0, 320).replaceAll('\0', '');
  if (text.length < 2 || !may(actor, 'mailbox:read')) return [];
  const at = text.lastIndexOf('@');
  const ascii = domainToASCII(text.slice(at + 1));
  const address = at >= 0 && ascii ? text.slice(0, at + 1) + ascii : text;
  const like = (value: string) => ({ contains: value, mode: 'insensitive' as const });

  const [mailboxes, domains, tenants] = await Promise.all([
    db().mailboxDirectory.findMany({
      where: { AND: [mailboxScope(actor), { OR: [{ address: like(address) }, { displayName: like(text) }] }] },
      select: { id: true, address: true, displayName: true },
      orderBy: { address: 'asc' },
      take: each,
    }),
    at >= 0
      ? []
      : db().domainDirectory.findMany({
          where: { AND: [scope(actor), { OR: [{ name: like(text) }, ...(ascii ? [{ name: like(ascii) }] : [])] }] },
          select: { id: true, name: true, customerId: true },
          orderBy: { name: 'asc' },
          take: each,
        }),
    may(actor, 'tenant:write') && at < 0
      ? db().tenantDirectory.findMany({
          where: {
            kind: 'customer',
            name: like(text),
            ...(actor.role === 'reseller' ? { resellerId: actor.resellerId } : {}),
          },
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
          take: each,
        })
      : [],
  ]);
  const customers = await db().tenantDirectory.findMany({
    where: { id: { in: domains.map(({ customerId }) => customerId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(customers.map(({ id, name }) => [id, name]));
  return [
    ...mailboxes.map((row): Found => ({ kind: 'mailbox', id: row.id, label: row.address, detail: row.displayName })),
    ...domains.map(
      (row): Found => ({ kind: 'domain', id: row.id, label: row.name, detail: nameOf.get(row.customerId) ?? '' }),
    ),
    ...tenants.map((row): Found => ({ kind: 'customer', id: row.id, label: row.name, detail: '' })),
  ];
}
