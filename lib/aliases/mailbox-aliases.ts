import { lockUntilCommit, type Tx } from '@/lib/db';

/** Locks the mailbox, so that its forwarding is not changed while it is renamed. */
export function lockAliasesOf(tx: Tx, mailboxId: string): Promise<void> {
  return lockUntilCommit(tx, 'milepost.aliases', mailboxId);
}

/**
 * Whether the address is an alias. Postfix looks up aliases first, so a mailbox with this address would get no mail.
 */
export async function isAliased(tx: Tx, address: string): Promise<boolean> {
  return (await tx.alias.findFirst({ where: { source: address }, select: { id: true } })) !== null;
}

/** The addresses among these that are aliases. */
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
  // An alias that only leads here is replaced by the new name, so that renaming back removes the alias of the first
  // renaming.
  const there = await tx.alias.findMany({ where: { source: after } });
  if (there.some(({ destination }) => destination !== before)) return false;
  await tx.alias.deleteMany({ where: { source: after } });
  // Aliases of the old address now lead to the new one. Its forwarding is unchanged.
  await tx.alias.updateMany({ where: { domainId, destination: before }, data: { destination: after } });
  await tx.alias.updateMany({ where: { source: before }, data: { source: after } });
  if (keepAlias)
    await tx.alias.create({
      data: { domainId, customerId, resellerId, source: before, destination: after },
      select: { id: true },
    });
  return true;
}
