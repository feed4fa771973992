import { lockUntilCommit, type Tx } from '@/lib/db';

/** Locks the mailbox, so that its forwarding is not changed while it is renamed. */
export function lockAliasesOf(tx: Tx, mailboxId: string): Promise<void> {
  return lockUntilCommit(tx, 'milepost.aliases', mailboxId);
}

/**
 * Whether an alias stands at the address: Postfix looks at aliases first, so that a mailbox there would get no mail.
 */
export async function isAliased(tx: Tx, address: string): Promise<boolean> {
  return (await tx.alias.findFirst({ where: { source: address }, select: { id: true } })) !== null;
}

/** Those of the addresses at which an alias stands. */
export async function aliasedAmong(tx: Tx, addresses: string[]): Promise<Set<string>> {
  const rows = await tx.alias.findMany({ where: { source: { in: addresses } }, select: { source: true } });
  return new Set(rows.map(({ source }) => source));
}

interface Renamed {
  id: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
}

/**
 * Changes the aliases of a renamed mailbox. With `keepAlias`, the old address becomes an alias. Returns false
 * without changes if the new address is an alias of another mailbox.
 */
export async function moveAliases(
  tx: Tx,
  { id, domainId, customerId, resellerId }: Renamed,
  { before, after, keepAlias }: { before: string; after: string; keepAlias: boolean },
): Promise<boolean> {
  await lockAliasesOf(tx, id);
  // An alias that leads here alone may become the name itself: renaming back takes away what renaming left.
  const there = await tx.alias.findMany({ where: { source: after } });
  if (there.some(({ destination }) => destination !== before)) return false;
  await tx.alias.deleteMany({ where: { source: after } });
  // Whatever led to the old address leads to the new one; what it forwarded, it forwards still.
  await tx.alias.updateMany({ where: { domainId, destination: before }, data: { destination: after } });
  await tx.alias.updateMany({ where: { source: before }, data: { source: after } });
  if (keepAlias)
    await tx.alias.create({
      data: { domainId, customerId, resellerId, source: before, destination: after },
      select: { id: true },
    });
  return true;
}
