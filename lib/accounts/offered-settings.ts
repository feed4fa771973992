import { domainToASCII } from 'node:url';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, mailboxScope } from '@/lib/tenancy';
import { clientSettings } from './client-settings';
import { mobileConfig } from './describe-settings';
import { type ClientSettings, domainDefaults, houseDefaults } from './shapes';

export interface OfferedSettings {
  /** In ASCII. */
  domain: string;
  settings: ClientSettings;
  /** What a new mailbox of the domain may use. Of one mailbox nothing is told: whoever asks is a stranger. */
  protocols: { imap: boolean; pop3: boolean; submission: boolean };
}

/**
 * What a stranger's mail program is told of a domain that is served here, by an address or a domain's name; null for
 * others. That a domain is served here stands in its DNS already; whether an address exists is told by nothing.
 */
export async function offeredSettings(asked: string): Promise<OfferedSettings | null> {
  const domain = domainToASCII(
    asked
      .slice(asked.lastIndexOf('@') + 1)
      .trim()
      .toLowerCase(),
  );
  if (!domain || domain.length > 253) return null;
  const row = await db().domain.findFirst({ where: { name: domain, active: true, provenAt: { not: null } } });
  if (!row) return null;
  const { protocols } = domainDefaults.safeParse(row.defaults).data ?? houseDefaults;
  return { domain, settings: clientSettings(), protocols };
}

/** The owner's own mailbox as a profile for iPhone, iPad and Mac. */
export async function ownProfile(actor: Actor): Promise<string> {
  const mailbox = actor.mailboxId
    ? await db().mailbox.findFirst({ where: mailboxScope(actor), include: { domain: true } })
    : null;
  if (!mailbox?.imap) throw new Refusal('not-found');
  return mobileConfig(
    { domain: mailbox.domain.name, settings: clientSettings() },
    mailbox.address,
    mailbox.displayName,
  );
}
