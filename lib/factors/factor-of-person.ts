import { db } from '@/lib/db';
import { spendCode } from './spend-code';

/** What a person shows beside the password: a code goes before passkeys, as at the sign-in. */
export async function factorOfPerson(personId: string): Promise<'code' | 'passkey' | null> {
  const confirmed = { personId, confirmedAt: { not: null } };
  if (await db().secondFactor.findFirst({ where: confirmed, select: { id: true } })) return 'code';
  return (await db().passkey.findFirst({ where: { personId }, select: { id: true } })) ? 'passkey' : null;
}

/** Takes a code of the person's generator, or a recovery code, once. Returns which of the two it was, or null. */
export async function spendCodeOfPerson(
  personId: string,
  code: string,
  now = new Date(),
): Promise<'code' | 'recovery' | null> {
  const factor = await db().secondFactor.findFirst({
    where: { personId, confirmedAt: { not: null } },
    omit: { sealedSecret: false },
  });
  return factor && spendCode(personId, factor, code, now);
}
