import { db } from '@/lib/db';
import { keyedHash, unseal } from '@/lib/vault';
import { stepOf, typedCode } from './codes';

/** A stored second factor. Its secret is sealed under the id of its account. */
interface SealedFactor {
  id: string;
  sealedSecret: string;
  lastStep: bigint;
}

/** The digest under which a recovery code is stored and looked up. */
export function recoveryHash(typed: string): string {
  return keyedHash('recovery code', typed.replaceAll('-', ''));
}

/**
 * Spends a code of the app or a recovery code: of two sign-ins with the same one, one is refused. Returns which of the
 * two it was, or null.
 */
export async function spendCode(
  accountId: string,
  factor: SealedFactor,
  text: string,
  now = new Date(),
): Promise<'code' | 'recovery' | null> {
  const typed = typedCode(text);
  if ('digits' in typed) {
    const step = stepOf(unseal(factor.sealedSecret, accountId), typed.digits, now, factor.lastStep);
    if (step === null) return null;
    const { count } = await db().secondFactor.updateMany({
      where: { id: factor.id, lastStep: { lt: step } },
      data: { lastStep: step },
    });
    return count === 1 ? 'code' : null;
  }
  const { count } = await db().recoveryCode.updateMany({
    where: { secondFactorId: factor.id, codeHash: recoveryHash(typed.recovery), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1 ? 'recovery' : null;
}
