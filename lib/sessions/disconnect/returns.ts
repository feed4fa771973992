import { sessionsOf } from '@/lib/activity';
import { db, type Prisma, queries, sql, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { DisconnectReceipt, ReceiptReturn } from '../shapes';

/** Most programs reconnect at once, and those that poll at their next poll. */
const watchMinutes = 10;

/** Whether connections that come back are still looked for. */
export function isWatched(startedAt: Date, now = Date.now()): boolean {
  return now - startedAt.getTime() < watchMinutes * 60_000;
}

/**
 * The first session of the same device after each connection of a receipt was closed, by the number of its line. An
 * app password is one device's; otherwise it is the same sign-in from the same address by the same program, whose name
 * is not known yet if it has just signed in.
 */
export async function readReturns(actor: Actor, { id, startedAt }: Prisma.DisconnectGetPayload<object>) {
  const next = sessionsOf(actor)
    .where(sql<boolean>`s."mailboxId" = l."mailboxId" AND s.protocol = l.protocol`)
    .where(sql<boolean>`s.credential IS NOT DISTINCT FROM l.credential`)
    .where(sql<boolean>`(l.credential LIKE 'ap%' OR (s."remoteIp" = l."remoteIp"
      AND (s."clientName" IS NULL OR s."clientName" IS NOT DISTINCT FROM l."clientName")))`)
    .where('s.startedAt', '>', startedAt)
    .where(sql<boolean>`s."startedAt" < l."endedAt" + make_interval(mins => ${watchMinutes}::int)`)
    .select(['s.id', 's.startedAt', 's.endedAt', 's.remoteIp', 's.credential'])
    .orderBy('s.startedAt')
    .limit(1);
  const rows = await queries()
    .selectFrom('DisconnectLine as l')
    .innerJoinLateral(next.as('s'), (join) => join.onTrue())
    .leftJoin('CredentialName as c', 'c.credential', 's.credential')
    .selectAll('s')
    .select(['l.number', 'l.endedAt as closedAt', 'l.mailboxId', 'c.name as credentialLabel', 'c.revokedAt'])
    .where('l.disconnectId', '=', id)
    .where('l.endedAt', 'is not', null)
    .execute();
  return new Map(
    rows.map(({ number, closedAt, ...row }): [number, ReceiptReturn] => [
      number,
      {
        sessionId: String(row.id),
        seconds: Math.max(0, Math.round((row.startedAt.getTime() - (closedAt ?? row.startedAt).getTime()) / 1000)),
        startedAt: row.startedAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
        mailboxId: row.mailboxId,
        remoteIp: row.remoteIp,
        credential: row.credential,
        credentialLabel: row.credentialLabel,
        revokedAt: row.revokedAt?.toISOString() ?? null,
      },
    ]),
  );
}

interface Access {
  appPasswords: string[];
  networks: { mailboxId: string; network: string }[];
}

/** Revokes the access of what came back: its app password, or its address. The receipt keeps it. */
export async function revokeReturned(
  actor: Actor,
  { disconnectId, number }: { disconnectId: string; number: number },
  revoke: (access: Access) => Promise<DisconnectReceipt['revoked']>,
): Promise<DisconnectReceipt['revoked']> {
  demand(actor, 'session:end');
  const receipt = await db().disconnect.findFirst({ where: { id: disconnectId, ...scope(actor) } });
  const back = receipt && (await readReturns(actor, receipt)).get(number);
  if (!back) throw new Refusal('not-found');
  const revoked = await revoke(accessOf(back));
  await transaction(async (tx) => {
    // Two people may do it at once.
    await tx.$queryRaw`SELECT 1 FROM "Disconnect" WHERE id = ${disconnectId}::uuid FOR UPDATE`;
    const { revoked: before } = await tx.disconnect.findUniqueOrThrow({ where: { id: disconnectId } });
    await tx.disconnect.update({
      where: { id: disconnectId },
      data: { revoked: [...(before as DisconnectReceipt['revoked']), ...revoked] },
    });
  });
  return revoked;
}

function accessOf({ credential, mailboxId, remoteIp }: ReceiptReturn): Access {
  if (credential?.startsWith('ap')) return { appPasswords: [credential.slice(2)], networks: [] };
  return { appPasswords: [], networks: mailboxId && remoteIp ? [{ mailboxId, network: remoteIp }] : [] };
}
