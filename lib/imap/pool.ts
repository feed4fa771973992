import type { ImapFlow } from 'imapflow';
import { queries } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { readOpenSignIns } from '@/lib/sign-ins';
import { connect, type MailUser, type Wanted } from './connect';
import { limits } from './limits';

export type ConnectionKind = 'worker' | 'bulk' | 'account' | 'watcher';

/** One connection of the pool. */
export interface Connection {
  client: ImapFlow;
  kind: ConnectionKind;
  busy: boolean;
  usedAt: number;
}

/** The connections of one web sign-in. */
interface Pool {
  user: MailUser;
  connections: Set<Connection>;
  opening: Record<ConnectionKind, number>;
  /** Callbacks of those that wait for a connection, in order of arrival. */
  waiting: (() => void)[];
  closed: boolean;
}

/** On globalThis, so that open connections survive a reload in development. */
const globals: typeof globalThis & { milepostImap?: { pools: Map<string, Pool>; sweeper?: NodeJS.Timeout } } =
  globalThis;
globals.milepostImap ??= { pools: new Map() };
const state = globals.milepostImap;

const allowed: Record<ConnectionKind, number> = {
  worker: limits.workers,
  bulk: limits.bulk,
  account: limits.account,
  watcher: 1,
};

/**
 * Returns a free connection, preferably one with the folder open, or opens a new one. It must be released. Connections
 * that have another folder of the same name open, one that no longer exists, are closed.
 */
export async function acquire(user: MailUser, kind: ConnectionKind, wanted?: Wanted): Promise<Connection> {
  const pool = poolOf(user);
  const until = Date.now() + limits.acquireMs;
  for (;;) {
    if (pool.closed) throw new Refusal('signed-out');
    if (wanted?.uidValidity) dropOthers(user, wanted.path, wanted.uidValidity);
    const free = [...pool.connections].filter(
      (connection) => connection.kind === kind && !connection.busy && connection.client.usable,
    );
    const connection = free.find((one) => wanted !== undefined && openFolder(one) === wanted.path) ?? free[0];
    const held = [...pool.connections].filter((one) => one.kind === kind).length + pool.opening[kind];
    // A second worker is opened only if the first one is busy. Changing the folder of a free one is a single SELECT.
    if (connection) {
      connection.busy = true;
      return connection;
    }
    if (held < allowed[kind]) return open(pool, kind);
    await turn(pool, until);
  }
}

export function release(user: MailUser, connection: Connection): void {
  connection.busy = false;
  connection.usedAt = Date.now();
  state.pools.get(user.signInId)?.waiting.shift()?.();
}

/** Closes a connection whose state is unknown, e.g. during a command. */
export function drop(user: MailUser, connection: Connection): void {
  connection.client.close();
  state.pools.get(user.signInId)?.connections.delete(connection);
  state.pools.get(user.signInId)?.waiting.shift()?.();
}

/** Whether a connection has this folder open from an earlier request. */
export function isKeptOpen(user: MailUser, path: string): boolean {
  return [...(state.pools.get(user.signInId)?.connections ?? [])].some((one) => openFolder(one) === path);
}

/** Closes the idle connections that have a folder of this path with another UIDVALIDITY open. */
export function dropOthers(user: MailUser, path: string, uidValidity: string): void {
  for (const connection of state.pools.get(user.signInId)?.connections ?? []) {
    const { mailbox } = connection.client;
    const other = mailbox && mailbox.path === path && mailbox.uidValidity.toString() !== uidValidity;
    if (other && !connection.busy) drop(user, connection);
  }
}

/** Closes all connections of a sign-in, after sign-out, suspension, or when webmail is disabled. */
export function closePool(signInId: string): void {
  const pool = state.pools.get(signInId);
  if (!pool) return;
  pool.closed = true;
  state.pools.delete(signInId);
  for (const connection of pool.connections) void logout(connection);
  for (const wake of pool.waiting.splice(0)) wake();
}

/** The number of open connections, for tests and benchmarks. */
export function openConnections(signInId: string): number {
  return state.pools.get(signInId)?.connections.size ?? 0;
}

function poolOf(user: MailUser): Pool {
  let pool = state.pools.get(user.signInId);
  if (!pool) {
    pool = {
      user,
      connections: new Set(),
      opening: { worker: 0, bulk: 0, account: 0, watcher: 0 },
      waiting: [],
      closed: false,
    };
    state.pools.set(user.signInId, pool);
    state.sweeper ??= setInterval(() => void sweep(), limits.sweepMs).unref();
  }
  pool.user = user;
  return pool;
}

function openFolder(connection: Connection): string | null {
  return connection.client.mailbox ? connection.client.mailbox.path : null;
}

async function open(pool: Pool, kind: ConnectionKind): Promise<Connection> {
  pool.opening[kind] += 1;
  try {
    await admit(pool.user);
    makeRoom(pool.user.mailboxId);
    const client = await connect(pool.user);
    const connection: Connection = { client, kind, busy: true, usedAt: Date.now() };
    if (pool.closed) {
      void logout(connection);
      throw new Refusal('signed-out');
    }
    pool.connections.add(connection);
    client.once('close', () => {
      pool.connections.delete(connection);
      pool.waiting.shift()?.();
    });
    return connection;
  } catch (error) {
    pool.waiting.shift()?.();
    throw error;
  } finally {
    pool.opening[kind] -= 1;
  }
}

/** Dovecot makes the same checks. They are made here first, because these errors are more specific. */
async function admit(user: MailUser): Promise<void> {
  const [signIn] = await readOpenSignIns([user.signInId]);
  if (signIn?.mailboxId !== user.mailboxId) throw new Refusal('signed-out');
  const [access] = await readAccess([user.mailboxId]);
  if (!access) throw new Refusal('signed-out');
  if (access.suspended) throw new Refusal('suspended');
  if (!access.webmail) throw new Refusal('not-allowed', { capability: 'webmail' });
}

/**
 * Whether the mailboxes may use webmail. A mailbox is also suspended if its domain is disabled or its customer is
 * suspended.
 */
async function readAccess(mailboxIds: string[]) {
  const rows = await queries()
    .selectFrom('MailboxDirectory as m')
    .innerJoin('DomainDirectory as d', 'd.id', 'm.domainId')
    .innerJoin('TenantDirectory as c', 'c.id', 'd.customerId')
    .select(['m.id', 'm.protocols', 'm.suspendedAt', 'd.active', 'c.suspendedAt as customerSuspendedAt'])
    .where('m.id', 'in', mailboxIds)
    .execute();
  return rows.map(({ id, protocols, suspendedAt, active, customerSuspendedAt }) => ({
    id,
    webmail: protocols.includes('webmail'),
    suspended: suspendedAt !== null || !active || customerSuspendedAt !== null,
  }));
}

/** Enforces the limit of connections per mailbox: closes the one that is idle longest, or refuses if all are in use. */
function makeRoom(mailboxId: string): void {
  const connections = [...state.pools.values()]
    .filter((pool) => pool.user.mailboxId === mailboxId)
    .flatMap((d) => [...d.connections]);
  if (connections.length < limits.perMailbox) return;
  const [oldest] = connections.filter((connection) => !connection.busy).sort((a, b) => a.usedAt - b.usedAt);
  if (!oldest) throw new Refusal('too-many-attempts', { limit: limits.perMailbox });
  void logout(oldest);
}

function turn(pool: Pool, until: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(
      () => {
        pool.waiting = pool.waiting.filter((one) => one !== wake);
        reject(new Refusal('node-unreachable', { reason: 'busy' }));
      },
      Math.max(0, until - Date.now()),
    );
    pool.waiting.push(wake);
  });
}

/** Sends LOGOUT, so that the session ends as "logged out" and not as "lost". Closes the connection after a second. */
async function logout(connection: Connection): Promise<void> {
  connection.busy = true;
  const cut = setTimeout(() => connection.client.close(), 1000);
  await connection.client.logout().catch(() => {});
  clearTimeout(cut);
  connection.client.close();
}

async function sweep(): Promise<void> {
  const now = Date.now();
  for (const [id, pool] of state.pools) {
    for (const connection of pool.connections)
      if (!connection.busy && now - connection.usedAt > limits.idleMs) void logout(connection);
    if (pool.connections.size === 0 && pool.waiting.length === 0 && Object.values(pool.opening).every((n) => n === 0)) {
      state.pools.delete(id);
    }
  }
  if (state.pools.size === 0) {
    clearInterval(state.sweeper);
    state.sweeper = undefined;
    return;
  }
  await closeRevoked().catch(() => {});
}

async function closeRevoked(): Promise<void> {
  const ids = [...state.pools.keys()];
  const open = await readOpenSignIns(ids);
  const mailboxIds = open.flatMap(({ mailboxId }) => mailboxId ?? []);
  const access = mailboxIds.length > 0 ? await readAccess(mailboxIds) : [];
  const allowedIds = new Set(access.filter(({ webmail, suspended }) => webmail && !suspended).map(({ id }) => id));
  const globals = new Set(open.filter(({ mailboxId }) => mailboxId && allowedIds.has(mailboxId)).map(({ id }) => id));
  for (const id of ids) if (!globals.has(id)) closePool(id);
}
