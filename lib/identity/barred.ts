interface Suspendable {
  suspendedAt: Date | null;
}

/** Whether a mailbox may not sign in now. One rule for the sign-in and for every request after it. */
export function mailboxBarred(
  mailbox: Suspendable & { domain: { active: boolean; customer: Suspendable & { parent: Suspendable | null } } },
): boolean {
  const { domain } = mailbox;
  return Boolean(
    mailbox.suspendedAt || !domain.active || domain.customer.suspendedAt || domain.customer.parent?.suspendedAt,
  );
}

/** Whether a membership gives nothing now: it, its tenant, or the reseller above it, is suspended. */
export function membershipBarred(
  membership: Suspendable & { tenant: Suspendable & { parent: Suspendable | null } },
): boolean {
  const { tenant } = membership;
  return Boolean(membership.suspendedAt || tenant.suspendedAt || tenant.parent?.suspendedAt);
}
