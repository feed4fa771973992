import { config } from '@/lib/config';
import { db, Prisma, type Tx } from '@/lib/db';
import { cast, type Device } from './cast';
import type { PlannedMessage } from './file-message';
import { type PastEvent, pastEvents } from './past-events';
import { type Account, pastNode, pastSessions, pastVisits } from './past-sessions';
import { residents } from './residents';
import { seedTransaction } from './seed-transaction';
import { readTokens } from './tokens';

export async function historyWritten(): Promise<boolean> {
  return (await db().mailSession.findFirst({ where: { node: pastNode }, select: { id: true } })) !== null;
}

/** Writes the sessions of the past week and the events of every message, in one transaction. */
export async function writeHistory(plan: Map<string, PlannedMessage[]>, now: Date): Promise<void> {
  const accounts = await db().mailbox.findMany({
    select: { id: true, address: true, domainId: true, customerId: true, resellerId: true },
  });
  const byAddress = new Map(accounts.map((account) => [account.address, account]));
  const tokens = readTokens(config().MILEPOST_HOME);
  const credentialOf = ({ resident, credential }: Device) => {
    const token = tokens[resident.address]?.[credential];
    return token ? `ap${token.id}` : 'main';
  };
  const devices = new Map<string, Device[]>();
  for (const device of cast())
    devices.set(device.resident.address, [...(devices.get(device.resident.address) ?? []), device]);

  const sessions: Prisma.MailSessionCreateManyInput[] = [];
  const events: PastEvent[] = [];
  for (const [address, messages] of plan) {
    const account = byAddress.get(address);
    if (!account) continue;
    const own = devices.get(address) ?? [];
    sessions.push(...own.flatMap((device) => pastSessions(account, device, credentialOf(device), now)));
    if (!residents.find((one) => one.address === address)?.mailbox.off?.includes('webmail'))
      sessions.push(...pastVisits(account, now));
    events.push(...pastEvents(account, own, credentialOf, messages, sessions, now));
  }
  const numbered = events.map((event, index) => ({ ...event, offset: index }));
  await seedTransaction(async (tx) => {
    const months = [...new Set(sessions.map(({ startedAt }) => new Date(startedAt).toISOString().slice(0, 7)))];
    await tx.$executeRaw`SELECT mail_session_month((m || '-01T00:00:00Z')::timestamptz) FROM unnest(${months}::text[]) m`;
    await insertAll(tx, 'MailSession', sessions);
    await insertAll(tx, 'MailEvent', numbered);
    // Finds the session of each event, like the ingest.
    await tx.$executeRaw`UPDATE "MailEvent" e SET "sessionId" = s.id FROM "MailSession" s WHERE e.node = ${pastNode} AND s.node = e.node AND s.sid = e.sid`;
    await tx.$executeRaw`UPDATE "AppPassword" a SET "lastUsedAt" = s.at FROM (SELECT credential, max("endedAt") AS at FROM "MailSession" WHERE node = ${pastNode} GROUP BY 1) s WHERE s.credential = 'ap' || a.id`;
    await policies(tx, byAddress);
  });
}

/** Inserts thousands of rows in one statement: a second instead of ten. All rows have the keys of the first. */
async function insertAll(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  const columns = Prisma.raw(
    Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join(', '),
  );
  const name = Prisma.raw(`"${table}"`);
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value));
  await tx.$executeRaw`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb)`;
}

/** Two policies of customers. */
async function policies(tx: Tx, accounts: Map<string, Account>): Promise<void> {
  for (const [address, name, folder, olderThanDays] of [
    ['contact@brise-marine.example', 'Corbeille de plus de 30 jours', 'Trash', 30],
    ['einkauf@kontor-weiss.example', 'Junk older than 14 days', 'Junk', 14],
  ] as const) {
    const account = accounts.get(address);
    if (!account) continue;
    const { domainId, customerId, resellerId } = account;
    await tx.retentionPolicy.create({
      data: { domainId, customerId, resellerId, name, folder, olderThanDays, basis: 'saved' },
    });
  }
}
