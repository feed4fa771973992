import { queries, sql } from '@/lib/db';
import { type AddressCut, cutAddress, ofCustomers, wholeAddress } from '@/lib/networks';

/** Truncates the addresses of notices. Those of people follow the setting of the host. */
export async function cutNoticeAddresses(cut: AddressCut): Promise<void> {
  await sql`UPDATE "Notice" n SET ip = ${cutAddress('n.ip')}
    FROM "Notice" o LEFT JOIN "MailboxDirectory" m ON m.id = o."mailboxId"
    WHERE o.id = n.id AND ${ofCustomers('m.customerId', cut)} AND n.at < ${cut.to} AND ${wholeAddress('n.ip')}`.execute(
    queries(),
  );
}
