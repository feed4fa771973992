import { z } from 'zod';
import { pool } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define } from '@/lib/jobs';

/** doveadm takes 4 ms a mailbox when asked for many at once. */
const atOnce = 100;

/** How full the mailboxes are, as Dovecot counts it: those with mail events since the last look, and each once a day. */
export const refreshQuota = define(
  'mailboxes.refresh-quota',
  z.object({}),
  async () => {
    const { rows } = await pool().query<{ node: string; address: string }>(
      `SELECT m.node, m.address FROM "Mailbox" m
       WHERE m."usedAt" IS NULL OR m."usedAt" < now() - interval '1 day'
         OR EXISTS (SELECT 1 FROM "MailEvent" e WHERE e."mailboxId" = m.id AND e.at > m."usedAt" - interval '10 seconds')
       ORDER BY m."usedAt" NULLS FIRST LIMIT 2000`,
    );
    const byNode = new Map<string, string[]>();
    for (const { node, address } of rows) byNode.set(node, [...(byNode.get(node) ?? []), address]);
    for (const [node, users] of byNode) {
      for (let at = 0; at < users.length; at += atOnce) await refresh(node, users.slice(at, at + atOnce));
    }
  },
  { cron: '* * * * *' },
);

async function refresh(node: string, users: string[]): Promise<void> {
  const used = await askNode(node, 'quota', { users }, { deadline: 60_000 });
  await pool().query(
    `UPDATE "Mailbox" m SET "usedBytes" = COALESCE(x.bytes, m."usedBytes"), "usedMessages" = COALESCE(x.messages, m."usedMessages"),
       "usedAt" = now()
     FROM unnest($1::text[]) AS u(address)
     LEFT JOIN unnest($2::text[], $3::bigint[], $4::int[]) AS x(address, bytes, messages) ON x.address = u.address
     WHERE m.address = u.address`,
    [users, used.map(({ user }) => user), used.map(({ bytes }) => bytes), used.map(({ messages }) => messages)],
  );
}
