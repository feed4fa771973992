import { type AuditAction, record } from '@/lib/audit';
import { db, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { provePassword } from '@/lib/passwords';
import { endOtherSignIns } from '@/lib/sign-ins';
import { type Actor, demand } from '@/lib/tenancy';
import { seal, unseal } from '@/lib/vault';
import { accountOf } from './account';
import { newRecoveryCodes, newSecret, setupAddress, stepOf, typedCode } from './codes';
import { recoveryHash } from './spend-code';

export interface SecondFactorState {
  /** When it was set up; null if there is none. */
  since: string | null;
  recoveryCodesLeft: number;
}

export async function secondFactorState(actor: Actor): Promise<SecondFactorState> {
  const row = await db().secondFactor.findFirst({
    where: { ...accountOf(actor), confirmedAt: { not: null } },
    select: { confirmedAt: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
  });
  return { since: row?.confirmedAt?.toISOString() ?? null, recoveryCodesLeft: row?._count.recoveryCodes ?? 0 };
}

/** Creates a secret, after a check of the password. It is not required at sign-in until a first code confirmed it. */
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

/** Confirms the secret with a first code. From now on a sign-in requires a code. Returns the recovery codes once. */
export async function confirmSecondFactor(
  actor: Actor,
  code: string,
  {
    also,
    now = new Date(),
  }: { /** Done in the same transaction. */ also?: (tx: Tx) => Promise<void>; now?: Date } = {},
): Promise<string[]> {
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
    await endOtherSignIns(tx, actor, 'code', now);
    const codes = await replaceRecoveryCodes(tx, row.id);
    // Before anything is recorded, which takes the lock of the audit chain.
    await notify(tx, actor, accountOf(actor), { kind: 'second-factor-set-up' });
    await also?.(tx);
    await recordFactor(tx, actor, 'second-factor.set-up');
    return codes;
  });
}

export async function renewRecoveryCodes(actor: Actor, password: string): Promise<string[]> {
  await provePassword(actor, password);
  return transaction(async (tx) => {
    const row = await tx.secondFactor.findFirst({ where: { ...accountOf(actor), confirmedAt: { not: null } } });
    if (!row) throw new Refusal('not-found');
    const codes = await replaceRecoveryCodes(tx, row.id);
    await notify(tx, actor, accountOf(actor), { kind: 'recovery-codes-renewed' });
    await recordFactor(tx, actor, 'second-factor.renew-codes');
    return codes;
  });
}

export async function removeSecondFactor(actor: Actor, password: string): Promise<void> {
  await provePassword(actor, password);
  await transaction(async (tx) => {
    const { count } = await tx.secondFactor.deleteMany({ where: accountOf(actor) });
    if (count === 0) throw new Refusal('not-found');
    await notify(tx, actor, accountOf(actor), { kind: 'second-factor-removed' });
    await recordFactor(tx, actor, 'second-factor.remove');
  });
}

async function replaceRecoveryCodes(tx: Tx, secondFactorId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.recoveryCode.deleteMany({ where: { secondFactorId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ secondFactorId, codeHash: recoveryHash(code) })),
  });
  return codes;
}

function recordFactor(tx: Tx, actor: Actor, action: AuditAction): Promise<void> {
  return record(tx, actor, {
    action,
    object: { type: actor.kind, id: actor.id, label: actor.name },
    owner: actor,
  });
}
