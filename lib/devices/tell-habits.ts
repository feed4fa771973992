import { type HabitSession, habitsOf, latelySessions } from './habits';
import { inTransaction, type Query } from './in-transaction';
import { keepFindings } from './keep-findings';

/** Devices in one transaction. Each costs its last sessions and removals, whatever its history. */
const atOnce = 100;
/** Removals that a device's patience is told from. */
const lastRemovals = 30;

interface Stale extends Record<string, unknown> {
  id: string;
  mailboxId: string;
  protocol: string;
}

/** Tells the habits of devices that were seen since the last time, and what is to be known about their mailboxes. */
export function tellHabits(now: Date): Promise<number> {
  return inTransaction(async (query) => {
    const stale = await query<Stale>(
      `SELECT id, "mailboxId", protocol FROM "Device" WHERE stale LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`,
    );
    if (stale.length === 0) return 0;
    const ids = stale.map(({ id }) => id);
    const [sessions, kept, share] = [
      await lastSessions(query, ids),
      await keptDays(query, stale),
      await shares(query, ids),
    ];
    const rows = ids.map((id) => {
      const { takes, rhythm, ...habits } = habitsOf(sessions.get(id) ?? [], {
        keptDays: kept.get(id) ?? [],
        ...(share.get(id) ?? { fetched: 0, delivered: 0 }),
      });
      const polls = rhythm.kind === 'polls' ? rhythm : null;
      return {
        ...{ id, takes, rhythm: rhythm.kind, ...habits },
        everySeconds: polls?.everySeconds ?? null,
        spreadSeconds: polls?.spreadSeconds ?? null,
      };
    });
    await query(
      `UPDATE "Device" d SET takes = x.takes, rhythm = x.rhythm, "everySeconds" = x."everySeconds",
         "spreadSeconds" = x."spreadSeconds", "keptDays" = x."keptDays", "keptSample" = x."keptSample",
         downloads = x.downloads, stale = false
       FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, takes text, rhythm text, "everySeconds" int, "spreadSeconds" int,
         "keptDays" float8, "keptSample" int, downloads boolean) WHERE d.id = x.id`,
      [JSON.stringify(rows)],
    );
    await keepFindings(query, [...new Set(stale.map(({ mailboxId }) => mailboxId))], now);
    return stale.length;
  });
}

async function lastSessions(query: Query, ids: string[]): Promise<Map<string, HabitSession[]>> {
  const rows = await query<HabitSession & { deviceId: string; begun: Date; seen: Date; ended: Date | null }>(
    `SELECT d AS "deviceId", s.protocol, s."startedAt" AS begun, s."lastSeenAt" AS seen, s."endedAt" AS ended, s.fetched,
       s.removed, s.expunged
     FROM unnest($1::uuid[]) AS d CROSS JOIN LATERAL (SELECT * FROM "MailSession" m WHERE m."deviceId" = d
       ORDER BY m."startedAt" DESC LIMIT ${latelySessions}) s`,
    [ids],
  );
  const byDevice = new Map<string, HabitSession[]>();
  for (const { deviceId, begun, seen, ended, ...rest } of rows) {
    const session = {
      ...rest,
      startedAt: begun.toISOString(),
      lastSeenAt: seen.toISOString(),
      endedAt: ended?.toISOString() ?? null,
    };
    const list = byDevice.get(deviceId);
    if (list) list.push(session);
    else byDevice.set(deviceId, [session]);
  }
  return byDevice;
}

/** How many days the messages that a POP3 device removed lately had been on the server, from the trail. */
async function keptDays(query: Query, stale: Stale[]): Promise<Map<string, number[]>> {
  const ids = stale.filter(({ protocol }) => protocol === 'pop3').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await query<{ deviceId: string; days: number }>(
    `SELECT d AS "deviceId", extract(epoch FROM e.at - came.at)::float8 / 86400 AS days
     FROM unnest($1::uuid[]) AS d
     CROSS JOIN LATERAL (
       SELECT e.at, e."mailboxId", e."messageId" FROM (SELECT id FROM "MailSession" m WHERE m."deviceId" = d
         AND (m.removed > 0 OR m.expunged > 0) ORDER BY m."startedAt" DESC LIMIT ${lastRemovals}) s
       JOIN "MailEvent" e ON e."sessionId" = s.id AND e.kind = 'removed' ORDER BY e.at DESC LIMIT ${lastRemovals}) e
     CROSS JOIN LATERAL (
       SELECT c.at FROM "MailEvent" c WHERE c."mailboxId" = e."mailboxId" AND c."messageId" = e."messageId"
         AND c.kind IN ('delivered', 'saved', 'restored') AND c.at <= e.at ORDER BY c.at DESC LIMIT 1) came`,
    [ids],
  );
  const byDevice = new Map<string, number[]>();
  for (const { deviceId, days } of rows) byDevice.set(deviceId, [...(byDevice.get(deviceId) ?? []), days]);
  return byDevice;
}

/** Of the last week, or since the device is known: how much it fetched, and how much was delivered. */
async function shares(query: Query, ids: string[]): Promise<Map<string, { fetched: number; delivered: number }>> {
  const rows = await query<{ id: string; fetched: number; delivered: number }>(
    `SELECT d.id, (SELECT coalesce(sum(t.fetched), 0)::int FROM "DeviceDay" t
         WHERE t."deviceId" = d.id AND t.day > current_date - 7) AS fetched,
       (SELECT count(*)::int FROM "MailEvent" e WHERE e."mailboxId" = d."mailboxId" AND e.kind = 'delivered'
         AND e.at > greatest(now() - interval '7 days', d."firstSeenAt")) AS delivered
     FROM "Device" d WHERE d.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...share }) => [id, share]));
}
