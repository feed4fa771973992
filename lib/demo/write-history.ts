import { config } from '@/lib/config';
import { db, type Prisma, queries, runIn, sql, type Tx } from '@/lib/db';
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
    const month = sql<string>`mail_session_month((m || '-01T00:00:00Z')::timestamptz)::text`;
    await runIn(tx, queries().selectFrom(sql`unnest(${months}::text[])`.as('m')).select(month.as('made')));
    await insertAll(tx, 'MailSession', sessions);
    await insertAll(tx, 'MailEvent', numbered);
    // Each event finds its session as the ingest would have it.
    await runIn(
      tx,
      queries()
        .updateTable('MailEvent as e')
        .from('MailSession as s')
        .set(({ ref }) => ({ sessionId: ref('s.id') }))
        .where('e.node', '=', pastNode)
        .whereRef('s.node', '=', 'e.node')
        .whereRef('s.sid', '=', 'e.sid'),
    );
    await runIn(
      tx,
      queries()
        .updateTable('AppPassword as a')
        .from((from) =>
          from
            .selectFrom('MailSession')
            .select(({ fn }) => ['credential', fn.max('endedAt').as('at')])
            .where('node', '=', pastNode)
            .groupBy('credential')
            .as('s'),
        )
        .set(({ ref }) => ({ lastUsedAt: ref('s.at') }))
        .where('s.credential', '=', sql<string>`'ap' || a.id`),
    );
    await policies(tx, byAddress);
  });
}

/** Thousands of rows in one statement: a second instead of ten. All rows have the keys of the first. */
async function insertAll(tx: Tx, table: 'MailSession' | 'MailEvent', rows: readonly object[]): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)));
  const name = sql.table(table);
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value));
  const insert = sql`
    INSERT INTO ${name} (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb)`;
  await runIn(tx, { compile: () => insert.compile(queries()) });
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
