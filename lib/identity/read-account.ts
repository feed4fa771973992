import { z } from 'zod';
import { queries, sql } from '@/lib/db';
import { mailboxShape, roleShape } from './account-shapes';

const accountShape = z.object({
  /** What its owner signs in by. */
  name: z.string(),
  /** A person's first role; with neither role nor mailbox, the account may not sign in now. */
  role: roleShape.nullable(),
  mailbox: mailboxShape.nullable(),
});
export type Account = z.infer<typeof accountShape>;

const secretsShape = accountShape.extend({
  id: z.string(),
  passwordHash: z.string(),
  /** Null without one that is confirmed. */
  secondFactor: z
    .object({ id: z.string(), sealedSecret: z.string(), lastStep: z.number().transform(BigInt) })
    .nullable(),
  hasPasskeys: z.boolean(),
});

/** The account that a name signs in to, with what it is opened by: for the sign-in alone. */
export async function accountByName(name: string): Promise<z.infer<typeof secretsShape> | null> {
  const { rows } = await sql<{ found: unknown }>`SELECT found FROM account_by_name(${name}) AS found`.execute(
    queries(),
  );
  return rows[0] ? secretsShape.parse(rows[0].found) : null;
}

/** The account that a passkey signs in to. */
export async function accountByPasskey(credentialId: string): Promise<Account | null> {
  const { rows } = await sql<{
    found: unknown;
  }>`SELECT found FROM account_by_passkey(${credentialId}) AS found`.execute(queries());
  return rows[0] ? accountShape.parse(rows[0].found) : null;
}
