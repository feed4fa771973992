import { type Queries, sql } from '@/lib/db';

export interface CredentialUse {
  /** As in the log: "ap" and the id of the app password. Others are ignored. */
  credential: string | null;
  at: Date;
  remoteIp: string | null;
}

const appPassword = /^ap([0-9a-f]{8}-[0-9a-f-]{27})$/;

/** Stores when each app password was last used, and from where. */
export async function recordCredentialUse(queries: Queries, uses: CredentialUse[]): Promise<void> {
  const newest = new Map<string, CredentialUse>();
  for (const use of uses) {
    const id = appPassword.exec(use.credential ?? '')?.[1];
    const noted = id ? newest.get(id) : undefined;
    if (id && (!noted || noted.at < use.at)) newest.set(id, use);
  }
  if (newest.size === 0) return;
  const ids = [...newest.keys()];
  const ats = [...newest.values()].map(({ at }) => at.toISOString());
  const ips = [...newest.values()].map(({ remoteIp }) => remoteIp);
  const used = sql<{
    id: string;
    at: Date;
    ip: string | null;
  }>`unnest(${ids}::uuid[], ${ats}::timestamptz[], ${ips}::inet[])`;
  await queries
    .updateTable('AppPassword as a')
    .from(used.as<'u'>(sql`u(id, at, ip)`))
    .set(({ ref, fn }) => ({ lastUsedAt: ref('u.at'), lastUsedFrom: fn.coalesce('u.ip', 'a.lastUsedFrom') }))
    .whereRef('a.id', '=', 'u.id')
    .where(({ or, eb }) => or([eb('a.lastUsedAt', 'is', null), eb('a.lastUsedAt', '<', sql<Date>`u.at`)]))
    .execute();
}
