import { z } from 'zod';
import { queries, sql } from '@/lib/db';
import { chosenOrDefault } from '@/lib/platform';
import { noteUse } from '@/lib/sign-ins';
import { instant, mailboxShape, roleShape } from './account-shapes';

const signInShape = z.object({
  id: z.string(),
  ip: z.string(),
  method: z.enum(['password', 'code', 'recovery', 'passkey']),
  lastSeenAt: instant,
  membershipId: z.string().nullable(),
  /** Whether the host requires a second factor of staff. */
  staffSecondFactor: z.boolean().nullable().transform(chosenOrDefault),
  person: z
    .object({
      name: z.string(),
      email: z.string(),
      locale: z.string().nullable(),
      /** The roles that the person can use now. */
      roles: z.array(roleShape),
    })
    .nullable(),
  mailbox: mailboxShape.nullable(),
  /** The view of the sign-in. Without role and mailbox, its target is suspended. */
  view: z
    .object({
      reason: z.string(),
      expiresAt: instant,
      role: roleShape.nullable(),
      mailbox: mailboxShape.nullable(),
    })
    .nullable(),
});

export type SignInRow = z.infer<typeof signInShape>;

/** An open sign-in of an account that may sign in now, or null. The database function `who_is_asking` decides. */
export async function readSignIn(id: string): Promise<SignInRow | null> {
  const { rows } = await sql<{ found: unknown }>`SELECT found FROM who_is_asking(${id}::uuid) AS found`.execute(
    queries(),
  );
  if (!rows[0]) return null;
  const row = signInShape.parse(rows[0].found);
  noteUse(row);
  return row;
}
