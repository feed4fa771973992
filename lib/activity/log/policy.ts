import { queries, sql } from '@/lib/db';

/**
 * The retention time of sessions and full addresses for each customer, as the CTE `policy` (id, resellerId, cut_to,
 * days, address_days). The value is that of the customer, else of its reseller, else of the platform; null means
 * forever. The row with a null id is for sessions without a mailbox. `as` replaces the setting of a tenant, for a
 * preview.
 */
export function retentionPolicy(
  as: { tenantId: string; days: number | null; addressDays: number | null } | null = null,
) {
  return sql`said AS (
    SELECT t.id, t.kind, t."resellerId", t."createdAt", r."addressesCutTo" AS cut_to,
      CASE WHEN t.id = ${as?.tenantId ?? null}::uuid THEN ${as?.days ?? null}::int ELSE r."sessionDays" END AS days,
      CASE WHEN t.id = ${as?.tenantId ?? null}::uuid THEN ${as?.addressDays ?? null}::int ELSE r."addressDays" END AS address_days
    FROM "TenantDirectory" t LEFT JOIN "LogRetention" r ON r."tenantId" = t.id),
  host AS (SELECT * FROM said WHERE kind = 'platform' ORDER BY "createdAt" LIMIT 1),
  policy AS (
    SELECT c.id, c."resellerId", c.cut_to, COALESCE(c.days, r.days, p.days) AS days,
      COALESCE(c.address_days, r.address_days, p.address_days) AS address_days
    FROM said c LEFT JOIN said r ON r.id = c."resellerId" LEFT JOIN host p ON true WHERE c.kind = 'customer'
    UNION ALL SELECT NULL, NULL, cut_to, days, address_days FROM host)`;
}

/** Customers with the same retention time. The null id stands for sessions without a mailbox. */
export interface Policy {
  ids: (string | null)[];
  days: number;
  cutTo: Date | null;
}

export async function policies(column: 'days' | 'address_days'): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    WITH ${retentionPolicy()}
    SELECT array_agg(id) AS ids, ${sql.ref(column)} AS days, cut_to AS "cutTo" FROM policy
    WHERE ${sql.ref(column)} IS NOT NULL GROUP BY ${sql.ref(column)}, cut_to`.execute(queries());
  return rows;
}

/** For what belongs to nobody in particular, such as log files: the days of the strictest setting, or null if there is none. */
export async function shortestAddressDays(): Promise<number | null> {
  // The agent may read this number, and not whose it is.
  const { rows } = await sql<{ days: number | null }>`SELECT days FROM log_address_days`.execute(queries());
  return rows[0]?.days ?? null;
}
