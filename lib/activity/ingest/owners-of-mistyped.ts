import { type Queries, sql } from '@/lib/db';
import type { Owner } from './draft';
import { meantBy } from './mistyped-name';
import { ownersOf } from './owners';

/** For so long, a device may come back from where it was last seen. */
const seenDays = 60;

interface Attempt {
  address: string;
  remoteIp: string | null;
}

/**
 * Whose mailboxes names that are no mailboxes mean. A name without its domain means one only if it is the only one with
 * this local part that has a device at the address where the name was typed.
 */
export async function ownersOfMistyped(
  inside: Queries,
  attempts: Attempt[],
): Promise<(attempt: Attempt) => Owner | null> {
  const read = new Map(attempts.map(({ address }) => [address, meantBy(address)]));
  const whole = [...read.values()].flatMap((meant) => meant?.address ?? []);
  const parts = attempts.flatMap(({ address, remoteIp }) => {
    const localPart = read.get(address)?.localPart;
    return localPart && remoteIp ? [{ localPart, remoteIp }] : [];
  });
  const [byAddress, byPart] = [await ownersOf(inside, whole), await onlyOwnersAt(inside, parts)];
  return ({ address, remoteIp }) => {
    const meant = read.get(address);
    if (!meant) return null;
    return (meant.address ? byAddress.get(meant.address) : byPart.get(`${meant.localPart} ${remoteIp}`)) ?? null;
  };
}

async function onlyOwnersAt(
  inside: Queries,
  parts: { localPart: string; remoteIp: string }[],
): Promise<Map<string, Owner>> {
  if (parts.length === 0) return new Map();
  const { rows } = await sql<Owner & { localPart: string; remoteIp: string }>`
    SELECT x."localPart", x."remoteIp", m.id AS "mailboxId", m."domainId", m."customerId", m."resellerId"
    FROM (
      SELECT a."localPart", a."remoteIp", min(m.address) AS address
      FROM (SELECT DISTINCT * FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
        AS p("localPart" text, "remoteIp" text)) a
      JOIN "DeviceAddress" d ON d."remoteIp" = a."remoteIp"::inet
        AND d."lastSeenAt" > now() - make_interval(days => ${seenDays}::int)
      JOIN "MailboxDirectory" m ON m.id = d."mailboxId" AND split_part(m.address, '@', 1) = a."localPart"
      GROUP BY 1, 2 HAVING count(DISTINCT m.id) = 1
    ) x JOIN "MailboxDirectory" m ON m.address = x.address`.execute(inside);
  return new Map(rows.map(({ localPart, remoteIp, ...owner }) => [`${localPart} ${remoteIp}`, owner]));
}
