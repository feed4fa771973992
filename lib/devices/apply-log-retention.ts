import { addressCuts, allSessions } from '@/lib/activity';
import { queries, sql } from '@/lib/db';
import { type AddressCut, cutAddress, ofCustomers, wholeAddress } from '@/lib/networks';
import { isAddress, networkAround } from '@/lib/networks/values';
import { cutKey } from './device-key';
import { findingDetails } from './shapes';

/** Rows of one statement, so that it does not block others for long. */
const batchSize = 10_000;

/** Truncates the addresses of devices and findings to their network, with the retention time of the log. */
export async function cutDeviceAddresses(): Promise<void> {
  for (const cut of await addressCuts()) {
    await sql`UPDATE "Device" d SET "remoteIp" = ${cutAddress('d.remoteIp')}
      WHERE ${ofCustomers('d.customerId', cut)} AND d."lastSeenAt" < ${cut.to}
        AND ${wholeAddress('d.remoteIp')}`.execute(queries());
    await cutKeys(cut);
    await cutFindings(cut);
  }
}

async function cutKeys(cut: AddressCut): Promise<void> {
  const devices = await queries()
    .selectFrom('Device as d')
    .select(['d.id', 'd.key'])
    .where(ofCustomers('d.customerId', cut))
    .where('d.lastSeenAt', '<', cut.to)
    // A key that was truncated ends with the id, and that of an app password has no address.
    .where('d.key', 'like', '%"]')
    .where('d.key', 'not like', '%,""]')
    .execute();
  const rows = devices.flatMap(({ id, key }) => {
    const after = cutKey(key, id);
    return after ? [{ id, before: key, after }] : [];
  });
  for (let at = 0; at < rows.length; at += batchSize) {
    await sql`UPDATE "Device" d SET key = x.after
      FROM jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + batchSize))}::jsonb) AS x(id uuid, before text, after text)
      WHERE d.id = x.id AND d.key = x.before AND d."lastSeenAt" < ${cut.to}`.execute(queries());
  }
}

async function cutFindings(cut: AddressCut): Promise<void> {
  const findings = await queries()
    .selectFrom('Finding as f')
    .select(['f.id', 'f.details'])
    .where(ofCustomers('f.customerId', cut))
    .where('f.lastAt', '<', cut.to)
    .where(sql<boolean>`f.details::text ~ '"ip": "[^"/]+"'`)
    .execute();
  for (const { id, details } of findings) {
    const known = findingDetails.parse(details);
    const network = (ip: string | null) => (ip && isAddress(ip) ? networkAround(ip) : ip);
    const without = {
      ...known,
      devices: known.devices.map((device) => ({ ...device, ip: network(device.ip) })),
      others: known.others.map((device) => ({ ...device, ip: network(device.ip) })),
      ...(known.ip ? { ip: network(known.ip) } : {}),
    };
    await queries()
      .updateTable('Finding')
      .set({ details: JSON.stringify(without) })
      .where('id', '=', id)
      .where('lastAt', '<', cut.to)
      .execute();
  }
}

/** Removes the device references of sessions that log retention has removed. */
export async function forgetOldSessions(): Promise<void> {
  const kept = allSessions().select('s.id').where(sql<boolean>`s.id = x."sessionId" AND s."startedAt" = x."startedAt"`);
  for (let gone = batchSize; gone === batchSize; ) {
    const { numDeletedRows } = await queries()
      .deleteFrom('SessionDevice')
      .where('sessionId', 'in', (from) =>
        from
          .selectFrom('SessionDevice as x')
          .select('x.sessionId')
          // The start of a session may have just been corrected. Its reference is updated within seconds.
          .where(sql<boolean>`x."startedAt" < now() - interval '1 day'`)
          .where(({ not, exists }) => not(exists(kept)))
          .limit(batchSize),
      )
      .executeTakeFirstOrThrow();
    gone = Number(numDeletedRows);
  }
}
