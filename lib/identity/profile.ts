import { cache } from 'react';
import type { Actor } from '@/lib/tenancy';
import { currentViewOf } from './acting-as';
import { currentSignIn } from './current-sign-in';

export interface Profile {
  kind: 'person' | 'mailbox';
  name: string;
  /** The sign-in name. */
  email: string;
  locale: string | null;
  /** False if webmail is off for the mailbox. */
  webmail: boolean;
  membershipId: string | null;
  /** The roles of the person, each with the tenants from the platform down. */
  memberships: { id: string; role: string; tenant: string; path: string[] }[];
}

/** The data of the signed-in account for the frame of every page. */
export const currentProfile = cache(async (): Promise<Profile | null> => {
  const row = await currentSignIn();
  if (!row) return null;
  const view = currentViewOf(row);
  if (view) return viewedProfile(view.actor);
  if (row.mailbox) {
    const { mailbox } = row;
    return {
      kind: 'mailbox',
      name: mailbox.displayName || mailbox.address,
      email: mailbox.address,
      locale: mailbox.locale,
      webmail: mailbox.webmail,
      membershipId: null,
      memberships: [],
    };
  }
  if (!row.person) return null;
  return {
    kind: 'person',
    name: row.person.name,
    email: row.person.email,
    locale: row.person.locale,
    webmail: false,
    membershipId: row.membershipId,
    memberships: row.person.roles.map(({ id, role, tenantName, tenantKind, parentKind, parentName }) => {
      // A reseller does not see the platform as its parent.
      const above = tenantKind === 'customer' && parentKind === 'reseller' && parentName ? [parentName] : [];
      return { id, role, tenant: tenantName, path: [...above, tenantName] };
    }),
  };
});

/** The target of a view: its name and one role, without its email address. */
function viewedProfile(actor: Actor): Profile {
  const tenant = actor.tenantName;
  return {
    kind: actor.kind === 'mailbox' ? 'mailbox' : 'person',
    name: actor.name,
    email: actor.name,
    locale: null,
    webmail: false,
    membershipId: null,
    memberships: tenant ? [{ id: actor.id, role: actor.role, tenant, path: [tenant] }] : [],
  };
}
