import { z } from 'zod';
import { allSessions } from '@/lib/activity';
import { db, isTaken, sql, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define, type Job } from '@/lib/jobs';
import { log } from '@/lib/log';
import { notify } from '@/lib/notices';

const minuteMs = 60_000;
/** A longer pause of the worker is not made up for. */
const lookBackMs = 7 * 24 * 60 * minuteMs;
/** A session that stays open does not hide what it has stored. */
const openAgainMs = 5 * minuteMs;
/** The log is a little late, and its clock may be another one. */
const lateMs = 10_000;
/** Mailboxes of one round, as far as its time allows. The others follow a minute later. */
const maxMailboxes = 1000;
const roundMs = 50_000;
const deadline = 15_000;
/** Addresses named in a notice. */
const maxNamed = 20;

/** The last session of a mailbox in which a mail program may have stored a script. */
interface Changed {
  mailboxId: string;
  address: string;
  node: string;
  ip: string | null;
  program: string | null;
}

/** Notifies owners of addresses to which a script sends mail that a mail program has stored over ManageSieve. */
export async function watchRedirects(now = new Date()): Promise<void> {
  const end = Date.now() + roundMs;
  for (const changed of shuffled(await findChanged(now))) {
    if (Date.now() > end) return;
    try {
      await check(changed, now);
    } catch (error) {
      // The next round tries it again, and the others are not held up.
      log.warn(`redirects of ${changed.mailboxId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** In another order each time, so that some that fail slowly do not keep the others waiting for ever. */
const shuffled = <T>(rows: T[]) =>
  rows
    .map((row) => ({ row, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);

/** Mailboxes with such a session since they were last checked, without sessions of the panel. */
function findChanged(now: Date): Promise<Changed[]> {
  const since = new Date(now.getTime() - lookBackMs);
  const again = new Date(now.getTime() - openAgainMs);
  return allSessions()
    .innerJoin('MailboxDirectory as m', 'm.id', 's.mailboxId')
    .leftJoin('KnownRedirect as k', 'k.mailboxId', 'm.id')
    .leftJoin('CredentialName as c', 'c.credential', 's.credential')
    .where(sql<boolean>`s.protocol = 'sieve' AND COALESCE(s.credential, '') NOT LIKE 'web%'`)
    .where(
      sql<boolean>`((s."endedAt" > ${since} AND (k."checkedAt" IS NULL OR s."endedAt" > k."checkedAt"))
        OR (s."endedAt" IS NULL AND (k."checkedAt" IS NULL OR k."checkedAt" < ${again})))`,
    )
    .where('m.suspendedAt', 'is', null)
    .distinctOn('m.id')
    .orderBy('m.id')
    .orderBy('s.startedAt', 'desc')
    .limit(maxMailboxes)
    .select(['m.id as mailboxId', 'm.address', 'm.node'])
    .select([
      sql<string | null>`host(s."remoteIp")`.as('ip'),
      sql<string | null>`COALESCE(s."clientName", c.name)`.as('program'),
    ])
    .execute();
}

async function check({ mailboxId, address, node, ip, program }: Changed, now: Date): Promise<void> {
  const row = await db().knownRedirect.findUnique({ where: { mailboxId } });
  const { destinations } = await askNode(node, 'redirects', { user: address }, { deadline });
  const known = row?.destinations ?? [];
  const added = destinations.filter((to) => !known.includes(to));
  const checkedAt = new Date(now.getTime() - lateMs);
  await transaction(async (tx) => {
    if (row) {
      const { count } = await tx.knownRedirect.updateMany({
        where: { mailboxId, revision: row.revision },
        data: { destinations, checkedAt, revision: { increment: 1 } },
      });
      // The panel has changed the filters meanwhile.
      if (count === 0) return;
    } else await tx.knownRedirect.create({ data: { mailboxId, destinations, checkedAt }, select: { mailboxId: true } });
    if (added.length === 0) return;
    const to = added.slice(0, maxNamed).join(', ') + (added.length > maxNamed ? ', …' : '');
    const details = { to, named: program ? 'yes' : 'no', program: program ?? '' };
    const owner = { kind: 'mailbox', id: mailboxId, name: address, ip } as const;
    await notify(tx, owner, { mailboxId }, { kind: 'redirect-stored', details });
  }).catch((error: unknown) => {
    if (row || !isTaken(error)) throw error;
  });
}

export const filterJobs: Job[] = [
  define('filters.watch-redirects', z.object({}), () => watchRedirects(), { cron: '* * * * *' }),
];
