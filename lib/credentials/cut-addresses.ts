import { queries, sql } from '@/lib/db';
import { type AddressCut, cutAddress, ofCustomers, wholeAddress } from '@/lib/networks';

/** Truncates the addresses that app passwords were last used from. */
export async function cutCredentialAddresses(cut: AddressCut): Promise<void> {
  await sql`UPDATE "AppPassword" a SET "lastUsedFrom" = ${cutAddress('a.lastUsedFrom')}
    FROM "MailboxDirectory" m
    WHERE m.id = a."mailboxId" AND ${ofCustomers('m.customerId', cut)} AND a."lastUsedAt" < ${cut.to}
      AND ${wholeAddress('a.lastUsedFrom')}`.execute(queries());
}
