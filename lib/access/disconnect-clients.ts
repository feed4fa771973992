import { z } from 'zod';
import { openSessionsByPid } from '@/lib/activity';
import { askNode } from '@/lib/dovecot';
import { type Protocol, protocols, protocolsOfService } from '@/lib/protocols';

const targetShape = z.union([
  z.object({ protocols: z.array(z.enum(protocols)) }),
  z.object({ credential: z.string() }),
]);
/** The connections of a mailbox that a change affects. */
type DisconnectTarget = z.infer<typeof targetShape>;

export const disconnectShape = z.union([z.literal('all'), targetShape]);
export type Disconnect = z.infer<typeof disconnectShape>;

/** A client in the middle of its sign-in is listed only by the second request. */
const maxRounds = 3;

/**
 * Disconnects the clients that are no longer allowed. Dovecot lists connections without their credential. If the log
 * has not reported it yet, the client is disconnected as a precaution and can reconnect. Returns how many were
 * disconnected and how many are still listed.
 */
export async function disconnectClients(
  mailbox: { address: string; node: string },
  target: DisconnectTarget,
): Promise<{ disconnected: number; left: number }> {
  const disconnected = new Set<number>();
  for (let round = 0; round < maxRounds; round += 1) {
    const listed = (await askNode(mailbox.node, 'who', {})).filter(({ user }) => user === mailbox.address);
    if (listed.length === 0) return { disconnected: disconnected.size, left: 0 };
    const pids = listed.map(({ pid }) => pid);
    const known = await openSessionsByPid(mailbox.node, mailbox.address, pids);
    const meant = listed.filter(({ pid, service }) => isMeant(target, service, known.get(pid)));
    if (meant.length === 0) return { disconnected: disconnected.size, left: 0 };
    for (const { user, service, pid } of meant) {
      await askNode(mailbox.node, 'disconnect-session', { user, service, pid });
      disconnected.add(pid);
    }
  }
  const still = new Set((await askNode(mailbox.node, 'who', {})).map(({ pid }) => pid));
  const left = [...disconnected].filter((pid) => still.has(pid)).length;
  return { disconnected: disconnected.size - left, left };
}

/** Whether a change affects this connection, or may affect it because its credential is unknown. */
export function isMeant(
  target: DisconnectTarget,
  service: string,
  known: { protocol: Protocol; credential: string | null } | undefined,
): boolean {
  if ('credential' in target) {
    return protocolsOfService(service).length > 0 && (!known?.credential || known.credential === target.credential);
  }
  const possible = known ? [known.protocol] : protocolsOfService(service);
  return possible.some((protocol) => target.protocols.includes(protocol));
}
