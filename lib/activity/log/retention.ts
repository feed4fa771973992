import { record } from '@/lib/audit';
import { db, queries, sql, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { wholeAddress } from '@/lib/networks';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import type { LogRetention, LogRetentionInput, LogRetentionPreview } from '../shapes';
import { retentionPolicy } from './policy';

/** Counting stops at this number. */
const maxCounted = 100_000;

/**
 * The setting of a tenant (null: of the whole host), and the inherited one. For staff, and for resellers for their
 * customers.
 */
export async function readLogRetention(actor: Actor, tenantId: string | null): Promise<LogRetention> {
  const tenant = await settable(actor, tenantId);
  const own = await settingOf(tenant.id);
  const reseller = tenant.kind === 'customer' && tenant.resellerId ? await settingOf(tenant.resellerId) : null;
  const platform = await platformTenant();
  const host = platform ? await settingOf(platform.id) : null;
  return {
    ...own,
    above:
      tenant.kind === 'platform'
        ? null
        : {
            days: reseller?.days ?? host?.days ?? null,
            addressDays: reseller?.addressDays ?? host?.addressDays ?? null,
          },
  };
}

async function settingOf(tenantId: string): Promise<{ days: number | null; addressDays: number | null }> {
  const row = await db().logRetention.findUnique({ where: { tenantId } });
  return { days: row?.sessionDays ?? null, addressDays: row?.addressDays ?? null };
}

/** The sessions that the next run would remove and truncate with this setting. */
export async function previewLogRetention(actor: Actor, input: LogRetentionInput): Promise<LogRetentionPreview> {
  const tenant = await settable(actor, input.tenantId);
  const policy = retentionPolicy({ tenantId: tenant.id, days: input.days, addressDays: input.addressDays });
  const below =
    tenant.kind === 'platform'
      ? sql`true`
      : tenant.kind === 'reseller'
        ? sql`p."resellerId" = ${tenant.id}::uuid`
        : sql`p.id = ${tenant.id}::uuid`;
  const count = async (condition: ReturnType<typeof sql>) => {
    // Counts each customer by its index, up to the number that is shown.
    const { rows } = await sql<{ count: number }>`
      WITH ${policy}
      SELECT count(*)::int AS count FROM (
        SELECT s."startedAt" FROM policy p CROSS JOIN LATERAL (
          SELECT s."startedAt" FROM "MailSession" s WHERE s."endedAt" IS NOT NULL
            AND (s."customerId" = p.id OR (p.id IS NULL AND s."customerId" IS NULL)) AND ${condition}
          LIMIT ${maxCounted + 1}
        ) s WHERE ${below} LIMIT ${maxCounted + 1}) x`.execute(queries());
    const found = rows[0]?.count ?? 0;
    return { count: Math.min(found, maxCounted), more: found > maxCounted };
  };
  const [sessions, addresses] = await Promise.all([
    count(sql`s."startedAt" < now() - make_interval(days => p.days)`),
    count(sql`s."startedAt" < now() - make_interval(days => p.address_days) AND ${wholeAddress('s.remoteIp')}
      AND (p.days IS NULL OR s."startedAt" >= now() - make_interval(days => p.days))`),
  ]);
  return { sessions, addresses };
}

export async function setLogRetention(actor: Actor, input: LogRetentionInput): Promise<void> {
  const tenant = await settable(actor, input.tenantId);
  const before = await settingOf(tenant.id);
  if (before.days === input.days && before.addressDays === input.addressDays) return;
  await transaction(async (tx) => {
    const data = { sessionDays: input.days, addressDays: input.addressDays };
    await tx.logRetention.upsert({
      where: { tenantId: tenant.id },
      create: { tenantId: tenant.id, ...data },
      update: data,
    });
    await record(tx, actor, {
      action: `${tenant.kind}.session-log`,
      object: { type: tenant.kind, id: tenant.id, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
      before: { sessionDays: before.days, sessionAddressDays: before.addressDays },
      after: { sessionDays: input.days, sessionAddressDays: input.addressDays },
    });
  });
}

function platformTenant() {
  return db().tenantDirectory.findFirst({ where: { kind: 'platform' }, orderBy: { createdAt: 'asc' } });
}

/** Only the parent tenant may change the setting, as with limits. */
async function settable(actor: Actor, tenantId: string | null) {
  demand(actor, tenantId === null ? 'platform:write' : 'tenant:write');
  const tenant =
    tenantId === null
      ? await platformTenant()
      : await db().tenantDirectory.findFirst({
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
