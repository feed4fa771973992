import type { ImapFlow } from 'imapflow';
import { queries } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { readOpenSignIns } from '@/lib/sign-ins';
import { connect, type MailUser } from './connect';
import { limits } from './limits';

export type LineKind = 'worker' | 'bulk' | 'watcher';

/** One connection of the pool. */
export interface Line {
  client: ImapFlow;
  kind: LineKind;
  busy: boolean;
  usedAt: number;
}

/** What one web sign-in holds. */
interface Desk {
  user: MailUser;
  lines: Set<Line>;
  opening: Record<LineKind, number>;
  /** Borrowers in the order in which they came; each looks again when called. */
  waiting: (() => void)[];
  closed: boolean;
}

/** Kept on globalThis: a development reload must not forget open connections. */
const kept = globalThis as unknown as { milepostImap?: { desks: Map<string, Desk>; sweeper?: NodeJS.Timeout } };
kept.milepostImap ??= { desks: new Map() };
const state = kept.milepostImap;

const allowed: Record<LineKind, number> = { worker: limits.workers, bulk: limits.bulk, watcher: 1 };

/** Takes a free connection, preferring one that has `folder` open already, or opens one. Give it back with `giveBack`. */
export async function borrow(user: MailUser, kind: LineKind, folder?: string): Promise<Line> {
  const desk = deskOf(user);
  const until = Date.now() + limits.borrowMs;
  for (;;) {
    if (desk.closed) throw new Refusal('signed-out');
    const free = [...desk.lines].filter((line) => line.kind === kind && !line.busy && line.client.usable);
    const line = free.find((one) => folder !== undefined && openFolder(one) === folder) ?? free[0];
    const held = [...desk.lines].filter((one) => one.kind === kind).length + desk.opening[kind];
    // A second worker is worth opening only when the first is busy: switching a free one's folder is one SELECT.
    if (line) {
      line.busy = true;
      return line;
    }
    if (held < allowed[kind]) return open(desk, kind);
    await turn(desk, until);
  }
}

export function giveBack(user: MailUser, line: Line): void {
  line.busy = false;
  line.usedAt = Date.now();
  state.desks.get(user.signInId)?.waiting.shift()?.();
}

/** Drops a connection whose state is unknown, e.g. one with a command still in flight. */
export function drop(user: MailUser, line: Line): void {
  line.client.close();
  state.desks.get(user.signInId)?.lines.delete(line);
  state.desks.get(user.signInId)?.waiting.shift()?.();
}

/** Closes all of a sign-in: on sign-out, suspension, or when webmail is switched off. */
export function closeDesk(signInId: string): void {
  const desk = state.desks.get(signInId);
  if (!desk) return;
  desk.closed = true;
  state.desks.delete(signInId);
  for (const line of desk.lines) void farewell(line);
  for (const wake of desk.waiting.splice(0)) wake();
}

/** How many connections are open, for tests and the bench. */
export function openLines(signInId: string): number {
  return state.desks.get(signInId)?.lines.size ?? 0;
}

function deskOf(user: MailUser): Desk {
  let desk = state.desks.get(user.signInId);
  if (!desk) {
    desk = { user, lines: new Set(), opening: { worker: 0, bulk: 0, watcher: 0 }, waiting: [], closed: false };
    state.desks.set(user.signInId, desk);
    state.sweeper ??= setInterval(() => void sweep(), limits.sweepMs).unref();
  }
  desk.user = user;
  return desk;
}

function openFolder(line: Line): string | null {
  return line.client.mailbox ? line.client.mailbox.path : null;
}

async function open(desk: Desk, kind: LineKind): Promise<Line> {
  desk.opening[kind] += 1;
  try {
    await admit(desk.user);
    makeRoom(desk.user.mailboxId);
    const client = await connect(desk.user);
    const line: Line = { client, kind, busy: true, usedAt: Date.now() };
    if (desk.closed) {
      void farewell(line);
      throw new Refusal('signed-out');
    }
    desk.lines.add(line);
    client.once('close', () => {
      desk.lines.delete(line);
      desk.waiting.shift()?.();
    });
    return line;
  } catch (error) {
    desk.waiting.shift()?.();
    throw error;
  } finally {
    desk.opening[kind] -= 1;
  }
}

/** What Dovecot asks its view too; asked here first, because the words here are better. */
async function admit(user: MailUser): Promise<void> {
  const [signIn] = await readOpenSignIns([user.signInId]);
  if (signIn?.mailboxId !== user.mailboxId) throw new Refusal('signed-out');
  const [access] = await readAccess([user.mailboxId]);
  if (!access) throw new Refusal('signed-out');
  if (access.suspended) throw new Refusal('suspended');
  if (!access.webmail) throw new Refusal('not-allowed', { capability: 'webmail' });
}

/** Whether the mailboxes may use webmail; suspended is also one whose domain is switched off or customer suspended. */
async function readAccess(mailboxIds: string[]) {
  const rows = await queries()
    .selectFrom('MailboxDirectory as m')
    .innerJoin('DomainDirectory as d', 'd.id', 'm.domainId')
    .innerJoin('TenantDirectory as c', 'c.id', 'd.customerId')
    .select(['m.id', 'm.webmail', 'm.suspendedAt', 'd.active', 'c.suspendedAt as customerSuspendedAt'])
    .where('m.id', 'in', mailboxIds)
    .execute();
  return rows.map(({ id, webmail, suspendedAt, active, customerSuspendedAt }) => ({
    id,
    webmail,
    suspended: suspendedAt !== null || !active || customerSuspendedAt !== null,
  }));
}

/** Holds the cap per mailbox: closes the longest unused connection of its sign-ins, or refuses when all are at work. */
function makeRoom(mailboxId: string): void {
  const lines = [...state.desks.values()]
    .filter((desk) => desk.user.mailboxId === mailboxId)
    .flatMap((d) => [...d.lines]);
  if (lines.length < limits.perMailbox) return;
  const [oldest] = lines.filter((line) => !line.busy).sort((a, b) => a.usedAt - b.usedAt);
  if (!oldest) throw new Refusal('too-many-attempts', { limit: limits.perMailbox });
  void farewell(oldest);
}

function turn(desk: Desk, until: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(
      () => {
        desk.waiting = desk.waiting.filter((one) => one !== wake);
        reject(new Refusal('node-unreachable', { reason: 'busy' }));
      },
      Math.max(0, until - Date.now()),
    );
    desk.waiting.push(wake);
  });
}

/** LOGOUT, so that the session ends as "logged out" and not as "lost"; cut after a second. */
async function farewell(line: Line): Promise<void> {
  line.busy = true;
  const cut = setTimeout(() => line.client.close(), 1000);
  await line.client.logout().catch(() => {});
  clearTimeout(cut);
  line.client.close();
}

async function sweep(): Promise<void> {
  const now = Date.now();
  for (const [id, desk] of state.desks) {
    for (const line of desk.lines) if (!line.busy && now - line.usedAt > limits.idleMs) void farewell(line);
    if (desk.lines.size === 0 && desk.waiting.length === 0 && Object.values(desk.opening).every((n) => n === 0)) {
      state.desks.delete(id);
    }
  }
  if (state.desks.size === 0) {
    clearInterval(state.sweeper);
    state.sweeper = undefined;
    return;
  }
  await endWithdrawn().catch(() => {});
}

async function endWithdrawn(): Promise<void> {
  const ids = [...state.desks.keys()];
  const open = await readOpenSignIns(ids);
  const mailboxIds = open.flatMap(({ mailboxId }) => mailboxId ?? []);
  const access = mailboxIds.length > 0 ? await readAccess(mailboxIds) : [];
  const allowedIds = new Set(access.filter(({ webmail, suspended }) => webmail && !suspended).map(({ id }) => id));
  const kept = new Set(open.filter(({ mailboxId }) => mailboxId && allowedIds.has(mailboxId)).map(({ id }) => id));
  for (const id of ids) if (!kept.has(id)) closeDesk(id);
}
