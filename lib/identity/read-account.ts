import { z } from 'zod';
import { queries, sql } from '@/lib/db';
import { mailboxShape, roleShape } from './account-shapes';

const accountShape = z.object({
  /** The sign-in name. */
  name: z.string(),
  /** The first role of a person. Without role and mailbox, the account may not sign in now. */
  role: roleShape.nullable(),
  mailbox: mailboxShape.nullable(),
});
export type Account = z.infer<typeof accountShape>;

const secretsShape = accountShape.extend({
  id: z.string(),
  passwordHash: z.string(),
  /** Null if there is no confirmed one. */
  secondFactor: z
    .object({ id: z.string(), sealedSecret: z.string(), lastStep: z.number().transform(BigInt) })
    .nullable(),
  hasPasskeys: z.boolean(),
});

/** The account of a sign-in name with its hashes and factors, for the sign-in only. */
export async function accountByName(name: string): Promise<z.infer<typeof secretsShape> | null> {
  const { rows } = await sql<{ found: unknown }>`SELECT found FROM account_by_name(${name}) AS found`.execute(
    queries(),
  );
  return rows[0] ? secretsShape.parse(rows[0].found) : null;
}

/** The account of a passkey. */
export async function accountByPasskey(credentialId: string): Promise<Account | null> {
  const { rows } = await sql<{
    found: unknown;
  }>`SELECT found FROM account_by_passkey(${credentialId}) AS found`.execute(queries());
  return rows[0] ? accountShape.parse(rows[0].found) : null;
}
