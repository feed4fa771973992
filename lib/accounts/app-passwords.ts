import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, pool, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import { endConnections } from './end-connections';
import { mustFit } from './network-blocks';
import type { AppPasswordRow, appPasswordInput, RevocationReceipt } from './shapes';

/** Signs that cannot be mistaken for each other; 32 of them, so that a byte chooses one evenly. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five: 100 bits, and still typed on a phone. */
function newToken(): string {
  const letters = [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.match(/.{5}/g)?.join('-') ?? letters;
}

export async function listAppPasswords(actor: Actor, mailboxId: string): Promise<AppPasswordRow[]> {
  const rows = await db().appPassword.findMany({
    where: { mailbox: { AND: [{ id: mailboxId }, mailboxScope(actor)] } },
    orderBy: [{ revokedAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 500,
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    protocols: row.protocols,
    networks: row.networks,
    lastUsedFrom: row.lastUsedFrom,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/** Whether mail programs may use the owner's main password; null for who has no mailbox. */
export async function ownMainPassword(actor: Actor): Promise<boolean | null> {
  if (!actor.mailboxId) return null;
  const row = await db().mailbox.findUnique({ where: { id: actor.mailboxId }, select: { mainPassword: true } });
  return row?.mainPassword ?? null;
}

/** Answers the password, which is shown once and kept only as its digest. */
export async function createAppPassword(
  actor: Actor,
  { networks = [], expiresAt = null, ...input }: z.input<typeof appPasswordInput>,
): Promise<{ id: string; token: string }> {
  if (actor.mailboxId !== input.mailboxId) demand(actor, 'mailbox:write');
  const token = newToken();
  const tokenSha256 = createHash('sha256').update(token).digest('hex');
  const made = await transaction(async (tx) => {
    const mailbox = await tx.mailbox.findFirst({ where: { AND: [{ id: input.mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    const { id } = await tx.appPassword.create({
      data: {
        mailboxId: mailbox.id,
        name: input.name,
        protocols: [...new Set(input.protocols)],
        networks: [...new Set(networks)],
        expiresAt,
        tokenSha256,
      },
      select: { id: true },
    });
    await mustFit(tx, mailbox.address);
    await applyAfterCommit(tx, [mailbox]);
    // Dovecot remembers a good sign-in for five minutes, and a session that is open then would stay.
    if (expiresAt) await applyAfterCommit(tx, [mailbox], { end: { credential: `ap${id}` }, at: new Date(expiresAt) });
    await record(tx, actor, {
      action: 'app-password.create',
      object: { type: 'app-password', id, label: `${input.name} (${mailbox.address})` },
      owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId: mailbox.id },
      after: {
        name: input.name,
        protocols: input.protocols,
        networks,
        expiresAt,
      },
    });
    return { id, mailbox };
  });
  await settled([made.mailbox]);
  return { id: made.id, token };
}

/** Longer than the ending takes that the receipt is about. */
const jobWaitsMs = 5_000;

/**
 * From the next sign-in on it is refused, and the sessions that it opened end. Each step is done here and looked at, so
 * that the answer tells what came of it; the job does the same again whenever the node can be reached.
 */
export async function revokeAppPassword(actor: Actor, appPasswordId: string): Promise<RevocationReceipt> {
  const credential = `ap${appPasswordId}`;
  const { mailbox, row, changedAt } = await transaction(async (tx) => {
    const row = await tx.appPassword.findFirst({
      where: { id: appPasswordId, revokedAt: null, mailbox: mailboxScope(actor) },
      include: { mailbox: true },
      omit: { tokenSha256: false },
    });
    if (!row) throw new Refusal('not-found');
    if (actor.mailboxId !== row.mailboxId) demand(actor, 'mailbox:write');
    const { mailbox } = row;
    const changedAt = new Date();
    await tx.appPassword.update({ where: { id: row.id }, data: { revokedAt: changedAt } });
    // The connections are ended here, and counted for the receipt; that job is for a node that could not be reached.
    await applyAfterCommit(tx, [mailbox]);
    await applyAfterCommit(tx, [mailbox], { end: { credential }, at: new Date(Date.now() + jobWaitsMs) });
    await record(tx, actor, {
      action: 'app-password.revoke',
      object: { type: 'app-password', id: row.id, label: `${row.name} (${mailbox.address})` },
      owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId: mailbox.id },
    });
    return { mailbox, row, changedAt };
  });
  const now = () => new Date().toISOString();
  const flushedAt = (await settled([mailbox])) ? now() : null;
  const { ended, left } = await endConnections(mailbox, { credential }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return { ended: 0, left: null };
  });
  const endedAt = left === 0 ? now() : null;
  const { rows } = await pool().query('SELECT 1 FROM mail_sign_in WHERE address = $1 AND token_sha256 = $2 LIMIT 1', [
    mailbox.address,
    row.tokenSha256,
  ]);
  return {
    name: row.name,
    changedAt: changedAt.toISOString(),
    flushedAt,
    ended,
    left: left ?? 0,
    endedAt,
    refusedAt: rows.length === 0 && flushedAt ? now() : null,
  };
}
