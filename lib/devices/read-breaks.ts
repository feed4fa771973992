import { matches, queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { Breaks, Takes } from './shapes';

const breaksDays = 90;
const maxBreaks = 5000;
const maxDevicesShown = 10;

const maxDomains = 1000;

/** One of them. */
export interface BreaksOf {
  domainId?: string;
  /** A customer or a reseller. */
  tenantId?: string;
  mailboxId?: string;
}

interface BreakingDevice {
  label: string | null;
  remoteIp: string | null;
  takes: Takes;
  lastSeenAt: string;
}

/** The effect of disabling POP3 for a domain: its users in the last 90 days. */
export async function readBreaks(actor: Actor, domainId: string): Promise<Breaks> {
  const [breaks] = await readBreaksOf(actor, { domainId });
  if (!breaks) throw new Refusal('not-found');
  return breaks;
}

/** The same for each domain of a tenant, or for one mailbox. Domains without POP3 are omitted. */
export async function listBreaks(actor: Actor, of: BreaksOf): Promise<Breaks[]> {
  return (await readBreaksOf(actor, of)).filter(({ mailboxes }) => mailboxes > 0);
}

async function readBreaksOf(actor: Actor, { domainId, tenantId, mailboxId }: BreaksOf): Promise<Breaks[]> {
  demand(actor, 'domain:read');
  const withPop3 = queries()
    .selectFrom('MailboxDirectory as m')
    .where(sql<boolean>`m."domainId" = d.id AND 'pop3' = ANY (m.protocols)`)
    .$if(Boolean(mailboxId), (query) => query.where('m.id', '=', mailboxId ?? ''));
  let chosen = queries()
    .selectFrom('DomainDirectory as d')
    .select(['d.id', 'd.name', withPop3.select(sql<number>`count(*)::int`.as('count')).as('mailboxes')])
    .where(matches('d', scope(actor)))
    .orderBy('d.name')
    .limit(maxDomains);
  if (domainId) chosen = chosen.where('d.id', '=', domainId);
  if (tenantId) {
    chosen = chosen.where(({ or, eb }) => or([eb('d.customerId', '=', tenantId), eb('d.resellerId', '=', tenantId)]));
  }
  if (mailboxId) chosen = chosen.where(({ exists }) => exists(withPop3.select('m.id')));
  const domains = await chosen.execute();
  if (domains.length === 0) return [];
  const recently = sql<Date>`now() - make_interval(days => ${breaksDays}::int)`;
  const used = queries()
    .selectFrom('DeviceDay as t')
    .select(sql<number>`sum(t.sessions)`.as('sessions'))
    .where(sql<boolean>`t."deviceId" = d.id`)
    .where(sql<boolean>`t.day > current_date - ${breaksDays}::int`);
  let users = queries()
    .selectFrom('MailboxDirectory as m')
    .innerJoin('Device as d', (join) =>
      join.onRef('d.mailboxId', '=', 'm.id').on('d.protocol', '=', 'pop3').on('d.lastSeenAt', '>', recently),
    )
    .innerJoinLateral(used.as('x'), (join) => join.on('x.sessions', '>', 0))
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .select(['m.id as mailboxId', 'm.domainId', 'm.address', sql<number>`sum(x.sessions)::int`.as('sessions')])
    .select([
      sql<Date>`max(d."lastSeenAt")`.as('last'),
      sql<
        BreakingDevice[]
      >`jsonb_agg(jsonb_build_object('label', coalesce(d.name, c.name), 'remoteIp', abbrev(d."remoteIp"),
        'takes', d.takes, 'lastSeenAt', d."lastSeenAt") ORDER BY d."lastSeenAt" DESC)`.as('devices'),
    ])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('Device as o')
          .select('o.id')
          .whereRef('o.mailboxId', '=', 'm.id')
          .where('o.protocol', 'in', ['imap', 'webmail'])
          .where('o.lastSeenAt', '>', recently),
      ).as('alsoReads'),
    )
    .where(sql<boolean>`m."domainId" = ANY(${domains.map(({ id }) => id)}::uuid[])`)
    .where(sql<boolean>`'pop3' = ANY (m.protocols)`)
    .groupBy(['m.id', 'm.domainId', 'm.address'])
    .orderBy('last', 'desc')
    .limit(maxBreaks);
  if (mailboxId) users = users.where('m.id', '=', mailboxId);
  const byDomain = Map.groupBy(await users.execute(), (row) => row.domainId);
  return domains.map(({ id, name, mailboxes }) => {
    const rows = byDomain.get(id) ?? [];
    const count = mailboxes ?? 0;
    return {
      domainId: id,
      domainName: name,
      mailboxes: count,
      unused: count - rows.length,
      rows: rows.map(({ last, devices, alsoReads, domainId: _, ...row }) => ({
        ...row,
        devices: devices.slice(0, maxDevicesShown),
        alsoReads: Boolean(alsoReads),
        lastSeenAt: last.toISOString(),
      })),
    };
  });
}
