import { queries, runIn, sql, type Tx } from '@/lib/db';

/** Switches POP3 on or off for many mailboxes. The caller applies it to their sessions and records it. */
export async function switchPop3(tx: Tx, mailboxIds: string[], on: boolean): Promise<void> {
  const change = queries().updateTable('Mailbox').where(sql<boolean>`id = ANY(${mailboxIds}::uuid[])`);
  await runIn(
    tx,
    on
      ? change.set({ protocols: sql`array_append(protocols, 'pop3')` }).where(sql<boolean>`'pop3' <> ALL (protocols)`)
      : change.set({ protocols: sql`array_remove(protocols, 'pop3')` }),
  );
}
