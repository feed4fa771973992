import { pool } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { filtered } from './filtered';
import { Conditions, selectChosen, toRow } from './row';
import { type EndingPlan, type EndingTarget, mostEnded, type SessionRow, sessionFilter } from './shapes';

/** Longer than this (ms) nobody waits for a page to say what Dovecot lists; a silent node is named instead. */
const patience = 3_000;

/** Which connections an ending would end: the open sessions that are meant, each looked up in Dovecot's own list. */
export async function planEnding(actor: Actor, target: EndingTarget): Promise<EndingPlan> {
  demand(actor, 'session:end');
  const rows = await openSessions(actor, target);
  const chosen = rows.slice(0, mostEnded);
  const addresses = new Set(chosen.map(({ address }) => address));
  const pids = new Map(chosen.map((row) => [`${row.node} ${row.pid}`, row.id]));
  const plan: EndingPlan = { rows: chosen, listed: [], unknown: 0, silent: [], more: rows.length > mostEnded };
  const known = await openPids([...addresses]);
  for (const node of new Set(chosen.map((row) => row.node))) {
    try {
      for (const { pid, user } of await askNode(node, 'who', {}, { deadline: patience })) {
        const id = pids.get(`${node} ${pid}`);
        if (id) plan.listed.push(id);
        else if (addresses.has(user) && !known.has(`${node} ${pid}`)) plan.unknown += 1;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      plan.silent.push(node);
    }
  }
  return plan;
}

/** The open sessions that a target means, the newest first; one more than an ending takes, so that the rest shows. */
export async function openSessions(actor: Actor, target: EndingTarget): Promise<SessionRow[]> {
  const where = wanted(actor, target);
  const chosen = `SELECT * FROM "MailSession" s WHERE ${where} ORDER BY s."startedAt" DESC, s.id DESC LIMIT ${mostEnded + 1}`;
  const { rows } = await pool().query(`${selectChosen(chosen)} ORDER BY s."startedAt" DESC, s.id DESC`, where.values);
  return rows.map(toRow);
}

function wanted(actor: Actor, target: EndingTarget): Conditions {
  if (target.kind === 'filter') return filtered(actor, { ...target.filter, state: 'live' });
  if (target.kind === 'device')
    return filtered(actor, { ...sessionFilter.parse({}), state: 'live', deviceId: target.deviceId });
  return new Conditions(actor).add('s.id = ANY($?::bigint[])', target.ids).add('s."endedAt" IS NULL');
}

/** Processes of open sessions of these mailboxes: what Dovecot lists besides began just now. */
async function openPids(addresses: string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ node: string; pid: number }>(
    'SELECT node, pid FROM "MailSession" WHERE "endedAt" IS NULL AND address = ANY($1) AND pid IS NOT NULL',
    [addresses],
  );
  return new Set(rows.map(({ node, pid }) => `${node} ${pid}`));
}
