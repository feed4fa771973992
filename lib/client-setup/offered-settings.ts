import { domainToASCII } from 'node:url';
import type { Protocols } from '@/lib/access/shapes';
import { domainOf } from '@/lib/addresses/values';
import { db } from '@/lib/db';
import { domainDefaults, houseDefaults } from '@/lib/domains/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, mailboxScope } from '@/lib/tenancy';
import { clientSettings } from './client-settings';
import { mobileConfig } from './describe-settings';
import type { ClientSettings } from './shapes';

export interface OfferedSettings {
  /** In ASCII. */
  domain: string;
  settings: ClientSettings;
  /**
   * The protocols of a new mailbox of the domain. The settings of a single mailbox are not used, because the request is
   * anonymous.
   */
  protocols: Partial<Protocols>;
}

/**
 * The settings for an anonymous request, by an address or the name of a domain; null for a domain that is not served
 * here. This is public in the DNS of the domain. The answer does not reveal whether an address exists.
 */
export async function offeredSettings(asked: string): Promise<OfferedSettings | null> {
  const domain = domainToASCII(domainOf(asked).trim().toLowerCase());
  if (!domain || domain.length > 253) return null;
  const row = await db().domainDirectory.findFirst({ where: { name: domain, active: true, provenAt: { not: null } } });
  if (!row) return null;
  const { protocols } = domainDefaults.safeParse(row.defaults).data ?? houseDefaults;
  return { domain, settings: clientSettings(), protocols };
}

/** The profile of the owner's mailbox for iPhone, iPad and Mac. */
export async function ownProfile(actor: Actor): Promise<string> {
  const mailbox = actor.mailboxId ? await db().mailboxDirectory.findFirst({ where: mailboxScope(actor) }) : null;
  if (!mailbox?.protocols.includes('imap')) throw new Refusal('not-found');
  const { address, displayName } = mailbox;
  return mobileConfig({ domain: domainOf(address), settings: clientSettings() }, address, displayName);
}
