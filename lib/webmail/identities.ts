import { db, queries } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { demand, mailboxScope } from '@/lib/tenancy';
import type { Person } from './shapes';

/** The senders that an owner may use: the mailbox and its aliases. Postfix enforces the same rule (mail_sender). */
export async function identities(actor: Actor): Promise<Person[]> {
  demand(actor, 'mail:use');
  const mailbox = await db().mailboxDirectory.findFirst({
    where: { id: actor.mailboxId ?? '', ...mailboxScope(actor) },
    select: { address: true, displayName: true },
  });
  if (!mailbox) return [];
  const aliases = await queries()
    .selectFrom('AliasDirectory as a')
    .innerJoin('DomainDirectory as d', 'd.id', 'a.domainId')
    .select('a.source')
    .where('a.destination', '=', mailbox.address)
    .where('a.source', 'not like', '@%')
    .where('d.active', '=', true)
    .orderBy('a.source')
    .limit(100)
    .execute();
  return [mailbox.address, ...aliases.map((alias) => alias.source)].map((address) => ({
    name: mailbox.displayName,
    address,
  }));
}
