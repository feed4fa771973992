import type { z } from 'zod';
import { recordMany } from '@/lib/audit';
import { revokeAppPasswords } from '@/lib/credentials';
import { db, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { knowPlace } from '@/lib/guesses';
import { withMailbox } from '@/lib/mailboxes';
import { notify } from '@/lib/notices';
import { hashPassword } from '@/lib/passwords';
import { protocols as allProtocols, switchedOn, switchesOf } from '@/lib/protocols';
import { endSignIns } from '@/lib/sign-ins';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import type { displayNameInput, passwordInput, pop3KeepInput, protocolsInput, quotaInput } from './shapes';

/** A page does not wait longer for an optional value. */
const quotaTimeoutMs = 2000;

/**
 * Sets the password. Sessions that used the old one are disconnected. App passwords end with it, except those to keep:
 * whoever knew the old password may have made one.
 */
export async function setPassword(
  actor: Actor,
  { mailboxId, password, keepAppPasswords }: z.input<typeof passwordInput>,
): Promise<void> {
  demand(actor, 'mailbox:write');
  await replacePassword(actor, mailboxId, password, keepAppPasswords);
}

/** For the owner. The caller verifies the current password first. */
export async function setOwnPassword(actor: Actor, password: string, keepAppPasswords?: string[]): Promise<void> {
  if (!actor.mailboxId) throw new Refusal('not-found');
  const { ip } = actor;
  const { address } = await replacePassword(actor, actor.mailboxId, password, keepAppPasswords);
  if (ip) await transaction((tx) => knowPlace(tx, address, ip));
}

async function replacePassword(
  actor: Actor,
  mailboxId: string,
  password: string,
  keepAppPasswords: string[] = [],
): Promise<{ address: string }> {
  const passwordHash = await hashPassword(password);
  return withMailbox(actor, mailboxId, async (tx, mailbox) => {
    if (password.toLowerCase() === mailbox.address)
      throw new Refusal('invalid', { field: 'password', reason: 'password-address' });
    await endSignIns(tx, { mailboxIds: [mailboxId] }, { except: actor.signInId });
    await notify(tx, actor, { mailboxId }, { kind: 'password-changed' });
    await recordMany(tx, actor, await revokeAppPasswords(tx, actor, mailbox, keepAppPasswords));
    return { action: 'mailbox.password', data: { passwordHash }, disconnect: 'all' };
  });
}

export async function setProtocols(
  actor: Actor,
  { mailboxId, protocols }: z.infer<typeof protocolsInput>,
): Promise<void> {
  demand(actor, 'mailbox:write');
  await withMailbox(actor, mailboxId, async (_, mailbox) => {
    const present = switchesOf(mailbox.protocols);
    const changed = allProtocols.filter((protocol) => present[protocol] !== protocols[protocol]);
    if (changed.length === 0) return null;
    const off = changed.filter((protocol) => !protocols[protocol]);
    const pick = (of: Record<string, unknown>) =>
      Object.fromEntries(changed.map((protocol) => [protocol, of[protocol]]));
    return {
      action: 'mailbox.protocols',
      data: { protocols: switchedOn(protocols) },
      before: pick(present),
      after: pick(protocols),
      access: true,
      disconnect: off.length > 0 ? { protocols: off } : null,
    };
  });
}

/**
 * If set, Dovecot marks messages that a POP3 client deletes instead of removing them: they are hidden from POP3 and
 * remain for other clients until the retention time is over. Open POP3 sessions have the old setting, so they are
 * disconnected. Owners may change it, too.
 */
export async function setPop3Keep(actor: Actor, { mailboxId, days }: z.infer<typeof pop3KeepInput>): Promise<void> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:write');
  await withMailbox(actor, mailboxId, async (_, mailbox) => {
    const pop3KeepDays = days || null;
    if (mailbox.pop3KeepDays === pop3KeepDays) return null;
    const turned = (mailbox.pop3KeepDays === null) !== (pop3KeepDays === null);
    return {
      action: 'mailbox.pop3-keep',
      data: { pop3KeepDays },
      before: { pop3KeepDays: mailbox.pop3KeepDays },
      after: { pop3KeepDays },
      access: true,
      disconnect: turned ? { protocols: ['pop3'] } : null,
    };
  });
}

/** Refuses with `quota-exceeded` a quota below the usage. */
export async function setQuota(actor: Actor, { mailboxId, quotaBytes }: z.infer<typeof quotaInput>): Promise<void> {
  demand(actor, 'mailbox:write');
  const present = await presentUse(actor, mailboxId);
  await withMailbox(actor, mailboxId, async (_, mailbox) => {
    const usedBytes = present ?? Number(mailbox.usedBytes);
    if (quotaBytes < usedBytes) throw new Refusal('quota-exceeded', { field: 'quotaBytes', usedBytes });
    if (BigInt(quotaBytes) === mailbox.quotaBytes) return null;
    return {
      action: 'mailbox.quota',
      data: { quotaBytes: BigInt(quotaBytes) },
      before: { quotaBytes: mailbox.quotaBytes },
      after: { quotaBytes },
      access: true,
    };
  });
}

/**
 * The usage as counted by Dovecot; the value in the table may be a minute old. Null if the node does not answer in
 * time.
 */
async function presentUse(actor: Actor, mailboxId: string): Promise<number | null> {
  const mailbox = await db().mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) throw new Refusal('not-found');
  try {
    const [use] = await askNode(mailbox.node, 'quota', { users: [mailbox.address] }, { deadline: quotaTimeoutMs });
    return use?.bytes ?? null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export async function setDisplayName(
  actor: Actor,
  { mailboxId, displayName }: z.infer<typeof displayNameInput>,
): Promise<void> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:write');
  await withMailbox(actor, mailboxId, async (_, mailbox) => {
    if (displayName === mailbox.displayName) return null;
    return {
      action: 'mailbox.rename',
      data: { displayName },
      before: { displayName: mailbox.displayName },
      after: { displayName },
    };
  });
}
