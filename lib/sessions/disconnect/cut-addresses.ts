import { queries, sql } from '@/lib/db';
import { type AddressCut, cutAddress, cutSessionId, ofCustomers, wholeAddress, wholeSessionId } from '@/lib/networks';
import { isAddress, networkAround } from '@/lib/networks/values';

/** Truncates the addresses of receipts: of each connection, and of the network that was disconnected. */
export async function cutReceiptAddresses(cut: AddressCut): Promise<void> {
  await sql`UPDATE "DisconnectLine" l SET "remoteIp" = ${cutAddress('l.remoteIp')}, sid = ${cutSessionId('l.sid')}
    FROM "Disconnect" d WHERE d.id = l."disconnectId" AND ${ofCustomers('d.customerId', cut)}
      AND d."startedAt" < ${cut.to} AND (${wholeAddress('l.remoteIp')} OR ${wholeSessionId('l.sid')})`.execute(
    queries(),
  );
  const receipts = await queries()
    .selectFrom('Disconnect as d')
    .select(['d.id', 'd.label'])
    .where('d.kind', '=', 'network')
    .where('d.startedAt', '<', cut.to)
    .where(ofCustomers('d.customerId', cut))
    // A network has its length.
    .where('d.label', 'not like', '%/%')
    .execute();
  for (const { id, label } of receipts) {
    const [network = '', ...more] = label.split(' · ');
    if (!isAddress(network)) continue;
    const cutLabel = [networkAround(network), ...more].join(' · ');
    await queries().updateTable('Disconnect').set({ label: cutLabel }).where('id', '=', id).execute();
  }
}
