import { z } from 'zod';
import type { Tx } from '@/lib/db';
import { lockCredentialsOf } from './change-credentials';

/** The credentials as they are restored. The digests never leave the server: only this file reads them. */
const savedShape = z.object({
  appPasswords: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      tokenSha256: z.string(),
      protocols: z.array(z.string()),
      networks: z.array(z.string()).default([]),
      createdAt: z.iso.datetime(),
      expiresAt: z.iso.datetime().nullable(),
      lastUsedAt: z.iso.datetime().nullable(),
    }),
  ),
  blocks: z
    .array(
      z.object({
        id: z.uuid(),
        network: z.string(),
        reason: z.string(),
        createdAt: z.iso.datetime(),
        byName: z.string(),
      }),
    )
    .default([]),
});

/** The valid app passwords and network blocks of a mailbox that is about to be removed, for its snapshot. */
export async function saveCredentials(tx: Tx, mailboxId: string): Promise<z.infer<typeof savedShape>> {
  await lockCredentialsOf(tx, mailboxId);
  const appPasswords = await tx.appPassword.findMany({
    where: { mailboxId, revokedAt: null },
    omit: { tokenSha256: false },
  });
  const blocks = await tx.networkBlock.findMany({ where: { mailboxId, unblockedAt: null } });
  return savedShape.parse(JSON.parse(JSON.stringify({ appPasswords, blocks })));
}

/** Restores the credentials of a mailbox from its snapshot, which also has other data. */
export async function restoreCredentials(
  tx: Tx,
  { id: mailboxId, customerId, resellerId }: { id: string; customerId: string; resellerId: string | null },
  saved: unknown,
): Promise<void> {
  const { appPasswords, blocks } = savedShape.parse(saved);
  await tx.appPassword.createMany({ data: appPasswords.map((row) => ({ ...row, mailboxId })) });
  await tx.networkBlock.createMany({ data: blocks.map((row) => ({ ...row, mailboxId, customerId, resellerId })) });
}
