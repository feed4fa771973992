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
  /** What a new mailbox of the domain may use. Nothing is said of one mailbox: whoever asks is a stranger. */
  protocols: Partial<Protocols>;
}

/**
 * What a stranger's mail program gets for a domain that is served here, by an address or a domain's name; null for
 * others. That a domain is served here stands in its DNS already; nothing shows whether an address exists.
 */
export async function offeredSettings(asked: string): Promise<OfferedSettings | null> {
  const domain = domainToASCII(domainOf(asked).trim().toLowerCase());
  if (!domain || domain.length > 253) return null;
  const row = await db().domainDirectory.findFirst({ where: { name: domain, active: true, provenAt: { not: null } } });
  if (!row) return null;
  const { protocols } = domainDefaults.safeParse(row.defaults).data ?? houseDefaults;
  return { domain, settings: clientSettings(), protocols };
}

/** The owner's own mailbox as a profile for iPhone, iPad and Mac. */
export async function ownProfile(actor: Actor): Promise<string> {
  const mailbox = actor.mailboxId ? await db().mailboxDirectory.findFirst({ where: mailboxScope(actor) }) : null;
  if (!mailbox?.protocols.includes('imap')) throw new Refusal('not-found');
  const { address, displayName } = mailbox;
  return mobileConfig({ domain: domainOf(address), settings: clientSettings() }, address, displayName);
}
