import { db, queries, sql } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';

export interface MyFailure {
  id: string;
  ip: string;
  userAgent: string;
  /** The panel as `web`, or imap, pop3, submission, sieve, smtp. */
  protocol: string;
  /** What was wrong: the password, the code, the passkey, or the password of a signed-in account. */
  kind: string;
  /** Refused by the count, before the password was looked at. */
  refused: boolean;
  /** Attempts of the same address within an hour. */
  times: number;
  /** The last of them. */
  at: string;
}

const maxRows = 50;

/**
 * Failed and refused sign-ins with the name of the account, those of an address within an hour as one. Each attempt is
 * here once: the failures in the mail servers' logs, which administrators see, are not added.
 */
export async function listMyFailures(actor: Actor): Promise<MyFailure[]> {
  const name = await signInNameOf(actor);
  if (name === null) return [];
  const { rows } = await sql<Omit<MyFailure, 'at'> & { at: Date }>`
    SELECT max(id)::text AS id, host(ip) AS ip, "userAgent", protocol, kind, refused, sum(times)::int AS times,
      max(at) AS at
    FROM "SignInFailure" WHERE name = ${name} AND kind NOT IN ('reset', 'invitation')
    GROUP BY ip, "userAgent", protocol, kind, refused, date_trunc('hour', at)
    ORDER BY max(at) DESC LIMIT ${maxRows}`.execute(queries());
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function signInNameOf({ kind, id }: Actor): Promise<string | null> {
  if (kind === 'mailbox') {
    const mailbox = await db().mailboxDirectory.findUnique({ where: { id }, select: { address: true } });
    return mailbox?.address ?? null;
  }
  const member = await db().memberDirectory.findFirst({ where: { personId: id }, select: { email: true } });
  return member?.email ?? null;
}
