import { record } from '@/lib/audit';
import { db, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { keyedHash, seal, unseal } from '@/lib/vault';
import { newRecoveryCodes, newSecret, setupAddress, stepOf, typedCode } from './codes';
import { provePassword } from './prove-password';

export interface SecondFactorState {
  /** When it was set up; null without one. */
  since: string | null;
  recoveryCodesLeft: number;
}

type Account = { personId: string } | { mailboxId: string };

/** The account that asks, as rows of second factors and passkeys name it. */
export function accountOf(actor: Actor): Account {
  return actor.kind === 'mailbox' ? { mailboxId: actor.id } : { personId: actor.id };
}

export async function secondFactorState(actor: Actor): Promise<SecondFactorState> {
  const row = await db().secondFactor.findFirst({
    where: { ...accountOf(actor), confirmedAt: { not: null } },
    select: { confirmedAt: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
  });
  return { since: row?.confirmedAt?.toISOString() ?? null, recoveryCodesLeft: row?._count.recoveryCodes ?? 0 };
}

/** A new secret, for who knows the password. It protects nothing until a first code has shown that it arrived. */
export async function startSecondFactor(actor: Actor, password: string): Promise<{ secret: string; address: string }> {
  const name = await provePassword(actor, password);
  const account = accountOf(actor);
  const secret = newSecret();
  const sealedSecret = seal(secret, actor.id);
  await transaction(async (tx) => {
    if (await tx.secondFactor.findFirst({ where: { ...account, confirmedAt: { not: null } }, select: { id: true } }))
      throw new Refusal('conflict');
    await tx.secondFactor.deleteMany({ where: { ...account, confirmedAt: null } });
    await tx.secondFactor.create({ data: { ...account, sealedSecret }, select: { id: true } });
  });
  return { secret, address: setupAddress(secret, name) };
}

/** The first code: from now on a sign-in asks for one. Answers the recovery codes, this once. */
export async function confirmSecondFactor(actor: Actor, code: string, now = new Date()): Promise<string[]> {
  demand(actor, 'self:secure');
  const row = await db().secondFactor.findFirst({
    where: { ...accountOf(actor), confirmedAt: null },
    omit: { sealedSecret: false },
  });
  if (!row) throw new Refusal('not-found');
  const typed = typedCode(code);
  const step = 'digits' in typed ? stepOf(unseal(row.sealedSecret, actor.id), typed.digits, now, row.lastStep) : null;
  if (step === null) throw new Refusal('wrong-credentials', { field: 'code', reason: 'code-wrong' });
  return transaction(async (tx) => {
    const { count } = await tx.secondFactor.updateMany({
      where: { id: row.id, confirmedAt: null },
      data: { confirmedAt: now, lastStep: step },
    });
    if (count === 0) throw new Refusal('conflict');
    // This sign-in has just shown a code; the others have not, and end.
    const others = { ...accountOf(actor), endedAt: null, NOT: { id: actor.signInId ?? undefined } };
    await tx.signIn.updateMany({ where: others, data: { endedAt: now } });
    if (actor.signInId) await tx.signIn.updateMany({ where: { id: actor.signInId }, data: { method: 'code' } });
    const codes = await layRecoveryCodes(tx, row.id);
    await recordFactor(tx, actor, 'second-factor.set-up');
    return codes;
  });
}

export async function renewRecoveryCodes(actor: Actor, password: string): Promise<string[]> {
  await provePassword(actor, password);
  return transaction(async (tx) => {
    const row = await tx.secondFactor.findFirst({ where: { ...accountOf(actor), confirmedAt: { not: null } } });
    if (!row) throw new Refusal('not-found');
    const codes = await layRecoveryCodes(tx, row.id);
    await recordFactor(tx, actor, 'second-factor.renew-codes');
    return codes;
  });
}

export async function removeSecondFactor(actor: Actor, password: string): Promise<void> {
  await provePassword(actor, password);
  await transaction(async (tx) => {
    const { count } = await tx.secondFactor.deleteMany({ where: accountOf(actor) });
    if (count === 0) throw new Refusal('not-found');
    await recordFactor(tx, actor, 'second-factor.remove');
  });
}

async function layRecoveryCodes(tx: Tx, secondFactorId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { secondFactorId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ secondFactorId, codeHash: recoveryHash(code) })),
  });
  return codes;
}

function recoveryHash(typed: string): string {
  return keyedHash('recovery code', typed.replaceAll('-', ''));
}

function recordFactor(tx: Tx, actor: Actor, action: string): Promise<void> {
  return record(tx, actor, {
    action,
    object: { type: actor.kind, id: actor.id, label: actor.name },
    owner: actor,
  });
}

/**
 * Takes a code of the generator or a recovery code, once: of two sign-ins with the same one, one is refused. Answers
 * which it was, or null.
 */
export async function spendCode(
  account: { id: string; secondFactor: { id: string; sealedSecret: string; lastStep: bigint } },
  text: string,
  now = new Date(),
): Promise<'code' | 'recovery' | null> {
  const { secondFactor } = account;
  const typed = typedCode(text);
  if ('digits' in typed) {
    const step = stepOf(unseal(secondFactor.sealedSecret, account.id), typed.digits, now, secondFactor.lastStep);
    if (step === null) return null;
    const { count } = await db().secondFactor.updateMany({
      where: { id: secondFactor.id, lastStep: { lt: step } },
      data: { lastStep: step },
    });
    return count === 1 ? 'code' : null;
  }
  const { count } = await db().recoveryCode.updateMany({
    where: { secondFactorId: secondFactor.id, codeHash: recoveryHash(typed.recovery), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1 ? 'recovery' : null;
}
