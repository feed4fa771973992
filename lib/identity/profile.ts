import { cache } from 'react';
import type { Actor } from '@/lib/tenancy';
import { currentViewOf } from './acting-as';
import { currentSignIn } from './current-sign-in';

export interface Profile {
  kind: 'person' | 'mailbox';
  name: string;
  /** Sign-in name. */
  email: string;
  locale: string | null;
  /** False for a mailbox whose webmail is switched off. */
  webmail: boolean;
  membershipId: string | null;
  /** What the person can act as; the path goes from the platform down to the tenant. */
  memberships: { id: string; role: string; tenant: string; path: string[] }[];
}

/** What the frame around every page says about the person who is signed in. */
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
      // A reseller's people are not shown the platform above them as a place of theirs.
      const above = tenantKind === 'customer' && parentKind === 'reseller' && parentName ? [parentName] : [];
      return { id, role, tenant: tenantName, path: [...above, tenantName] };
    }),
  };
});

/** Whom one views as: their name and one role, and never their mail. */
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
