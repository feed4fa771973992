import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';

/** The language of everything that the panel and its mail say to the owner who asks. */
export async function setOwnLocale(actor: Actor, locale: string): Promise<void> {
  if (!actor.mailboxId) throw new Refusal('not-found');
  await db().mailbox.updateMany({ where: { id: actor.mailboxId }, data: { locale } });
}
