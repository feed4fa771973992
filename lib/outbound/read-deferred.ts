import { queries, sql } from '@/lib/db';
import { dayMs } from './decide';
import type { Deferred, Level } from './shapes';
import type { Owner } from './store';

const days = 2;
/** Named on a page. */
const maxRows = 5;

const columns = { mailbox: 'id', domain: 'domainId', customer: 'customerId', reseller: 'resellerId' } as const;

/** What limits have deferred of a mailbox, or of the mailboxes below a domain or tenant. The caller has checked the scope. */
export async function readDeferred({ level, id }: Owner, now: Date): Promise<Deferred[]> {
  const since = new Date(now.getTime() - days * dayMs);
  const { rows } = await sql<Omit<Deferred, 'at'> & { level: Level; at: Date }>`
    SELECT m.address, r.level, r.period, r.times, r."lastAt" AS at
    FROM "OutboundRefusal" r JOIN "MailboxDirectory" m ON m.id = r."mailboxId"
    WHERE ${sql.ref(`m.${columns[level]}`)} = ${id}::uuid AND r.day >= ${since}::date AND r."lastAt" > ${since}
    ORDER BY r."lastAt" DESC LIMIT ${maxRows}`.execute(queries());
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
