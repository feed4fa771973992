import { type Queries, sql } from '@/lib/db';
import type { VerdictRecord } from '@/lib/rspamd';
import type { Verdict } from '../shapes';
import { insertEventRows } from './insert-events';
import type { Place } from './load-ledger';

interface Holder {
  mailboxId: string | null;
  customerId: string | null;
  resellerId: string | null;
  address: string;
}

/**
 * Writes verdicts as events: one of port 25 for each mailbox that the message is for, one of submission for the account
 * that sent it. What an account was not allowed to send is no business of those whom it wanted to reach.
 */
export async function writeVerdicts(inside: Queries, { node, inode }: Place, verdicts: VerdictRecord[]): Promise<void> {
  if (verdicts.length === 0) return;
  const of = (port: Verdict['port']) => verdicts.filter((verdict) => verdict.port === port).flatMap(namesOf);
  const known = { mx: await recipients(inside, of('mx')), out: await accounts(inside, of('out')) };
  await insertEventRows(
    inside,
    verdicts.flatMap((verdict) => {
      const holders = namesOf(verdict).flatMap((name) => known[verdict.port].get(name) ?? nobody(name));
      const different = new Map(holders.map((holder) => [holder.address, holder]));
      return [...different.values()].map((holder) => ({ ...eventOf(verdict), ...holder, node, inode: String(inode) }));
    }),
  );
}

const namesOf = ({ port, account, recipients }: VerdictRecord) => (port === 'out' ? [account] : recipients);

/** Mail for an address without a mailbox, such as an alias that leads to another host: only staff see it. */
const nobody = (address: string): Holder => ({ mailboxId: null, customerId: null, resellerId: null, address });

type Asked = Holder & { asked: string };

/** The mailboxes behind addresses, as Postfix would deliver. */
async function recipients(inside: Queries, addresses: string[]): Promise<Map<string, Holder[]>> {
  const { rows } = await sql<Asked>`
    SELECT a.asked, m.id AS "mailboxId", m."customerId", m."resellerId", m.address
    FROM unnest(${[...new Set(addresses)]}::text[]) AS a(asked)
    CROSS JOIN LATERAL mailboxes_of_recipient(a.asked) AS found(id)
    JOIN "MailboxDirectory" m ON m.id = found.id`.execute(inside);
  return byName(rows);
}

/** The mailboxes with exactly these addresses. */
async function accounts(inside: Queries, addresses: string[]): Promise<Map<string, Holder[]>> {
  const { rows } = await sql<Asked>`
    SELECT a.asked, m.id AS "mailboxId", m."customerId", m."resellerId", m.address
    FROM unnest(${[...new Set(addresses)]}::text[]) AS a(asked)
    JOIN "MailboxDirectory" m ON m.address = lower(a.asked)`.execute(inside);
  return byName(rows);
}

function byName(rows: Asked[]): Map<string, Holder[]> {
  const found = new Map<string, Holder[]>();
  for (const { asked, ...holder } of rows) found.set(asked, [...(found.get(asked) ?? []), holder]);
  return found;
}

function eventOf(verdict: VerdictRecord) {
  const { port, score, limit, reasons, text } = verdict;
  const facts: Verdict = { port, score, limit, reasons, ...(text ? { text } : {}) };
  return {
    offset: verdict.offset,
    at: verdict.at,
    kind: verdict.decision,
    folder: verdict.decision === 'sent-to-junk' ? 'Junk' : '',
    messageId: verdict.messageId ?? null,
    size: verdict.size,
    sender: verdict.sender ?? null,
    subject: verdict.subject ?? null,
    flags: [],
    service: 'rspamd',
    // Dovecot's session ids contain more than the letters and digits of Postfix's queue ids.
    sid: verdict.queueId,
    verdict: facts,
  };
}
