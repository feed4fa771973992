import { record } from '@/lib/audit';
import { db, pool, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import type { SessionLog, SessionLogInput, SessionLogPreview } from './shapes';

/** More than this are not counted one by one. */
const mostCounted = 100_000;

/**
 * How long each customer's sessions are kept and their addresses whole, as `policy` (id, days, address_days): what it was
 * set to itself, else its reseller, else the platform; null is for ever. The platform's own line, with a null id, is for
 * sessions of nobody's mailbox. `$1` to `$3` stand for a tenant as if it were set to these days; null for as it is.
 */
export const policySql = `said AS (
    SELECT t.id, t.kind, t."resellerId", t."createdAt", t."sessionAddressesCutTo" AS cut_to,
      CASE WHEN t.id = $1::uuid THEN $2::int ELSE t."sessionDays" END AS days,
      CASE WHEN t.id = $1::uuid THEN $3::int ELSE t."sessionAddressDays" END AS address_days
    FROM "Tenant" t),
  host AS (SELECT * FROM said WHERE kind = 'platform' ORDER BY "createdAt" LIMIT 1),
  policy AS (
    SELECT c.id, c."resellerId", c.cut_to, COALESCE(c.days, r.days, p.days) AS days,
      COALESCE(c.address_days, r.address_days, p.address_days) AS address_days
    FROM said c LEFT JOIN said r ON r.id = c."resellerId" LEFT JOIN host p ON true WHERE c.kind = 'customer'
    UNION ALL SELECT NULL, NULL, cut_to, days, address_days FROM host)`;

/** An address that still names one host. */
export const wholeAddress = `masklen(s."remoteIp") = CASE family(s."remoteIp") WHEN 4 THEN 32 ELSE 128 END`;
/** The same cut to its network, as devices know them: /24 of IPv4, /48 of IPv6. */
export const cutAddress = `network(set_masklen(s."remoteIp", CASE family(s."remoteIp") WHEN 4 THEN 24 ELSE 48 END))`;

/** What is set for a tenant (null: for the whole host), and what counts where nothing is. Staff, and resellers for theirs. */
export async function readSessionLog(actor: Actor, tenantId: string | null): Promise<SessionLog> {
  const tenant = await settable(actor, tenantId);
  const { rows } = await pool().query<{ days: number | null; addressDays: number | null }>(
    `SELECT COALESCE(r."sessionDays", p."sessionDays") AS days, COALESCE(r."sessionAddressDays", p."sessionAddressDays") AS "addressDays"
     FROM (SELECT * FROM "Tenant" WHERE kind = 'platform' ORDER BY "createdAt" LIMIT 1) p
     LEFT JOIN "Tenant" r ON r.id = $1::uuid`,
    [tenant.kind === 'customer' ? tenant.resellerId : null],
  );
  return {
    days: tenant.sessionDays,
    addressDays: tenant.sessionAddressDays,
    above: tenant.kind === 'platform' ? null : (rows[0] ?? { days: null, addressDays: null }),
  };
}

/** What setting these days would remove and cut at the next run. */
export async function previewSessionLog(actor: Actor, input: SessionLogInput): Promise<SessionLogPreview> {
  const tenant = await settable(actor, input.tenantId);
  const values = [tenant.id, input.days, input.addressDays];
  const below =
    tenant.kind === 'platform' ? 'true' : tenant.kind === 'reseller' ? 'p."resellerId" = $1::uuid' : 'p.id = $1::uuid';
  const count = async (condition: string) => {
    // Each customer by its own index, and no further than is said.
    const { rows } = await pool().query<{ count: number; oldest: Date | null }>(
      `WITH ${policySql}
       SELECT count(*)::int AS count, min(x."startedAt") AS oldest FROM (
         SELECT s."startedAt" FROM policy p CROSS JOIN LATERAL (
           SELECT s."startedAt" FROM "MailSession" s WHERE s."endedAt" IS NOT NULL
             AND (s."customerId" = p.id OR (p.id IS NULL AND s."customerId" IS NULL)) AND ${condition} LIMIT ${mostCounted + 1}
         ) s WHERE ${below} LIMIT ${mostCounted + 1}) x`,
      values,
    );
    return { count: Math.min(rows[0]?.count ?? 0, mostCounted), more: (rows[0]?.count ?? 0) > mostCounted };
  };
  const [sessions, addresses] = await Promise.all([
    count(`s."startedAt" < now() - make_interval(days => p.days)`),
    count(
      `s."startedAt" < now() - make_interval(days => p.address_days) AND ${wholeAddress}
       AND (p.days IS NULL OR s."startedAt" >= now() - make_interval(days => p.days))`,
    ),
  ]);
  return { sessions, addresses };
}

export async function setSessionLog(actor: Actor, input: SessionLogInput): Promise<void> {
  const tenant = await settable(actor, input.tenantId);
  const data = { sessionDays: input.days, sessionAddressDays: input.addressDays };
  if (tenant.sessionDays === input.days && tenant.sessionAddressDays === input.addressDays) return;
  await transaction(async (tx) => {
    await tx.tenant.update({ where: { id: tenant.id }, data });
    await record(tx, actor, {
      action: `${tenant.kind}.session-log`,
      object: { type: tenant.kind, id: tenant.id, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
      before: { sessionDays: tenant.sessionDays, sessionAddressDays: tenant.sessionAddressDays },
      after: data,
    });
  });
}

/** Set by the one above, as limits are. */
async function settable(actor: Actor, tenantId: string | null) {
  demand(actor, tenantId === null ? 'platform:write' : 'tenant:write');
  const tenant =
    tenantId === null
      ? await db().tenant.findFirst({ where: { kind: 'platform' }, orderBy: { createdAt: 'asc' } })
      : await db().tenant.findFirst({
          where: {
            AND: [
              { id: tenantId, kind: { not: 'platform' } },
              tenantScope(actor),
              actor.tenantId ? { id: { not: actor.tenantId } } : {},
            ],
          },
        });
  if (!tenant) throw new Refusal('not-found');
  return tenant;
}
