import { queries, sql } from '@/lib/db';
import { type AddressCut, cutAddress, ofCustomers, wholeAddress } from '@/lib/networks';

/** Truncates the addresses of web sign-ins. Those of people follow the setting of the host. */
export async function cutSignInAddresses(cut: AddressCut): Promise<void> {
  await sql`UPDATE "SignIn" s SET ip = ${cutAddress('s.ip')}
    FROM "SignIn" o LEFT JOIN "MailboxDirectory" m ON m.id = o."mailboxId"
    WHERE o.id = s.id AND ${ofCustomers('m.customerId', cut)} AND s."lastSeenAt" < ${cut.to}
      AND ${wholeAddress('s.ip')}`.execute(queries());
}
