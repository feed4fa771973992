import { type Queries, queries, queryTransaction, sql } from '@/lib/db';
import { readNetworkHistory } from '@/lib/guesses';
import { type Account, type Burst, dayMs, type Habit, knownAfterMs, type Over, overLimit, startOfSlot } from './decide';
import { type Level, levels, limitsOf } from './shapes';

/** A mailbox with what it belongs to. */
export interface Sender {
  id: string;
  address: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
}

/** Who has counts and limits. */
export interface Owner {
  level: Level;
  id: string;
}

/** A level with what is above it, the smallest first; only what there is. */
export function ownersIn(ids: Partial<Record<Level, string | null>>): Owner[] {
  return levels.flatMap((level) => {
    const id = ids[level];
    return id ? [{ level, id }] : [];
  });
}

/** Whose counts and limits a mailbox shares. */
const ownersOf = ({ id, domainId, customerId, resellerId }: Sender) =>
  ownersIn({ mailbox: id, domain: domainId, customer: customerId, reseller: resellerId });

export async function findSender(address: string): Promise<Sender | null> {
  const { rows } = await sql<Sender>`
    SELECT id, address, "domainId", "customerId", "resellerId" FROM "MailboxDirectory" WHERE address = ${address}`.execute(
    queries(),
  );
  return rows[0] ?? null;
}

export async function isSuspended({ id }: Sender): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM "SendingSuspension" WHERE "mailboxId" = ${id}::uuid AND "liftedAt" IS NULL`.execute(queries());
  return rows.length > 0;
}

/** The counts of the last day and the limits, of the mailbox and of what it belongs to. */
export const readAccounts = (sender: Sender, now: Date, inside?: Queries) => readOwners(ownersOf(sender), now, inside);

export async function readOwners(owners: Owner[], now: Date, inside: Queries = queries()): Promise<Account[]> {
  const ids = owners.map(({ id }) => id);
  const since = new Date(now.getTime() - dayMs);
  const counted = await sql<{ ownerId: string; slot: Date; recipients: number }>`
    SELECT "ownerId", slot, recipients FROM "OutboundCount"
    WHERE "ownerId" = ANY(${ids}::uuid[]) AND slot > ${since}`.execute(inside);
  const own = await sql<{ ownerId: string; perHour: number | null; perDay: number | null }>`
    SELECT "ownerId", "perHour", "perDay" FROM "OutboundLimit" WHERE "ownerId" = ANY(${ids}::uuid[])`.execute(inside);
  return owners.map(({ level, id }) => {
    const set = own.rows.find(({ ownerId }) => ownerId === id);
    return {
      level,
      limits: limitsOf(level, set),
      slots: counted.rows
        .filter(({ ownerId }) => ownerId === id)
        .map(({ slot, recipients }) => ({ at: slot, recipients })),
    };
  });
}

/**
 * Counts a message if no limit stands against it, else returns that limit. Messages of one tenant wait for each other, so
 * that those at the same time do not exceed a limit together.
 */
export function charge(sender: Sender, recipients: number, now: Date): Promise<Over | null> {
  return queryTransaction(async (inside) => {
    const shared = sender.resellerId ?? sender.customerId;
    await sql`SELECT pg_advisory_xact_lock(hashtext('outbound'), hashtext(${shared}))`.execute(inside);
    const over = overLimit(await readAccounts(sender, now, inside), recipients, now);
    if (over) return over;
    const ids = ownersOf(sender).map(({ id }) => id);
    await sql`INSERT INTO "OutboundCount" AS c ("ownerId", slot, recipients, messages)
      SELECT id, ${startOfSlot(now)}::timestamptz, ${recipients}::int, 1 FROM unnest(${ids}::uuid[]) AS id
      ON CONFLICT ("ownerId", slot) DO UPDATE
        SET recipients = c.recipients + EXCLUDED.recipients, messages = c.messages + 1`.execute(inside);
    return null;
  });
}

const habitDays = 30;
const hourMs = 3_600_000;

export async function readHabit({ id, address }: Sender, network: string, now: Date): Promise<Habit> {
  const from = new Date(now.getTime() - habitDays * dayMs);
  // Without the last hour: the burst itself is no habit.
  const to = new Date(now.getTime() - hourMs);
  const { rows } = await sql<{ most: number }>`
    SELECT coalesce(max(h.recipients), 0)::int AS most FROM (
      SELECT sum(recipients) AS recipients FROM "OutboundCount"
      WHERE "ownerId" = ${id}::uuid AND slot > ${from} AND slot <= ${to}
      GROUP BY date_trunc('hour', slot)) h`.execute(queries());
  const history = await readNetworkHistory(address, network, new Date(now.getTime() - knownAfterMs));
  return { maxPerHour: rows[0]?.most ?? 0, ...history };
}

export async function suspend({ id }: Sender, burst: Burst, now: Date): Promise<void> {
  const { messages, recipients, seconds, network } = burst;
  await sql`INSERT INTO "SendingSuspension" (id, "mailboxId", at, messages, recipients, seconds, network)
    VALUES (gen_random_uuid(), ${id}::uuid, ${now}, ${messages}, ${recipients}, ${seconds}, ${network})
    ON CONFLICT ("mailboxId") WHERE "liftedAt" IS NULL DO NOTHING`.execute(queries());
}

/** Notes that a limit has deferred mail, for those who are notified of it. */
export async function noteRefusal({ id }: Sender, { level, period, limit }: Over, now: Date): Promise<void> {
  await sql`INSERT INTO "OutboundRefusal" AS r ("mailboxId", level, period, day, "maxRecipients", "lastAt")
    VALUES (${id}::uuid, ${level}, ${period}, (${now}::timestamptz AT TIME ZONE 'UTC')::date, ${limit}, ${now})
    ON CONFLICT ("mailboxId", level, period, day) DO UPDATE
      SET times = r.times + 1, "lastAt" = EXCLUDED."lastAt", "maxRecipients" = EXCLUDED."maxRecipients"`.execute(
    queries(),
  );
}
