import { domainToASCII } from 'node:url';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { type Actor, systemActor } from '@/lib/tenancy';
import { mailboxBarred, membershipBarred } from './barred';
import { beginAttempt, dropAttempt, type From, forgiveFailures } from './lock-out';
import { verifyPassword } from './password';
import { spendCode } from './second-factor';
import { withDomain } from './with-domain';

/** A sign-in lives at most this long. */
export const signInHours = 12;

/** A sign-in that was declined, in the one word that the page turns into a sentence. */
export class Declined extends Error {
  constructor(readonly reason: 'wrong' | 'locked' | 'code-needed' | 'code-wrong' | 'passkey-needed' | 'passkey-wrong') {
    super(reason);
  }
}

export const withTenants = {
  include: { tenant: { include: { parent: true } } },
  orderBy: { createdAt: 'asc' },
} as const;
const withFactor = { secondFactor: { omit: { sealedSecret: false } }, _count: { select: { passkeys: true } } } as const;

/** What a sign-in is opened for. */
export interface Account {
  person: { id: string; name: string; email: string } | null;
  mailbox: { id: string; address: string; customerId: string; resellerId: string | null } | null;
  membership: { id: string; tenant: { id: string; kind: string; resellerId: string | null } } | null;
}

/**
 * Checks a name and a password, and a code where the account has a second factor, and opens a sign-in; returns its id.
 * Declined as 'wrong' (whether the account exists, is suspended, or the password is wrong: never told apart), 'locked'
 * (the same for names that do not exist), and for who knew the password 'code-needed', 'code-wrong' or, where there are
 * passkeys and no codes, 'passkey-needed'.
 */
export async function signIn(
  typed: { name: unknown; password: unknown; code: unknown },
  from: From,
  now = new Date(),
): Promise<string> {
  const name = signInName(typed.name);
  const password = typeof typed.password === 'string' ? typed.password.slice(0, 1024) : '';
  const code = typeof typed.code === 'string' ? typed.code.slice(0, 64).trim() : '';
  const attempt = await beginAttempt(name, from, code ? 'code' : 'password');
  if (attempt === null) throw new Declined('locked');

  const person = await db().person.findUnique({
    where: { email: name },
    omit: { passwordHash: false },
    include: { memberships: withTenants, ...withFactor },
  });
  const found = person
    ? null
    : await db().mailbox.findUnique({
        where: { address: name },
        omit: { passwordHash: false },
        include: withFactor,
      });
  const mailbox = found && (await withDomain(found));
  const good = await verifyPassword(person?.passwordHash ?? mailbox?.passwordHash ?? null, password);
  const membership = person?.memberships.find((each) => !membershipBarred(each)) ?? null;
  const barred = person ? Boolean(person.suspendedAt) || !membership : !mailbox || mailboxBarred(mailbox);
  const account = person ?? mailbox;
  if (!good || barred || !account) throw new Declined('wrong');

  const { secondFactor } = account;
  if (!secondFactor?.confirmedAt) {
    if (account._count.passkeys === 0)
      return openSignIn({ person, mailbox, membership }, 'password', from, attempt, now);
    await dropAttempt(attempt);
    throw new Declined('passkey-needed');
  }
  if (!code) {
    await dropAttempt(attempt);
    throw new Declined('code-needed');
  }
  const method = await spendCode({ id: account.id, secondFactor }, code, now);
  if (!method) throw new Declined('code-wrong');
  return openSignIn({ person, mailbox, membership }, method, from, attempt, now);
}

/** The row behind a new cookie. Earlier failures of the name count no longer. */
export function openSignIn(
  { person, mailbox, membership }: Account,
  method: 'password' | 'code' | 'recovery' | 'passkey',
  from: From,
  attempt: bigint,
  now: Date,
): Promise<string> {
  const name = person?.email ?? mailbox?.address ?? '';
  return transaction(async (tx) => {
    const row = await tx.signIn.create({
      data: {
        personId: person?.id ?? null,
        mailboxId: mailbox?.id ?? null,
        membershipId: membership?.id ?? null,
        method,
        ip: from.ip,
        userAgent: from.userAgent.slice(0, 400),
        expiresAt: new Date(now.getTime() + signInHours * 3_600_000),
      },
      select: { id: true },
    });
    await forgiveFailures(tx, name, now, attempt);
    const actor: Actor = {
      ...systemActor(''),
      kind: person ? 'person' : 'mailbox',
      id: person?.id ?? mailbox?.id ?? '',
      name: person?.name ?? name,
      ip: from.ip,
    };
    await record(tx, actor, {
      action: 'sign-in.open',
      object: { type: 'sign-in', id: row.id, label: name },
      owner: mailbox
        ? { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId: mailbox.id }
        : membership
          ? {
              customerId: membership.tenant.kind === 'customer' ? membership.tenant.id : null,
              resellerId: membership.tenant.resellerId,
            }
          : {},
      after: { method },
    });
    return row.id;
  });
}

/** Lower case, the domain as the database has it: people type their own script, not its A-labels. */
export function signInName(raw: unknown): string {
  const name = (typeof raw === 'string' ? raw : '').trim().toLowerCase().slice(0, 320).replaceAll('\0', '');
  const at = name.lastIndexOf('@');
  if (at < 0) return name;
  const domain = name.slice(at + 1);
  return `${name.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

/** Ends a sign-in: its cookie is worth nothing from the next request on. */
export async function endSignIn(signInId: string): Promise<void> {
  await db().signIn.updateMany({ where: { id: signInId, endedAt: null }, data: { endedAt: new Date() } });
}
