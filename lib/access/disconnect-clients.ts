import { z } from 'zod';
import { openSessionsByPid } from '@/lib/activity';
import { askNode } from '@/lib/dovecot';
import { type Protocol, protocolFacts, protocols } from '@/lib/protocols';

const targetShape = z.union([
  z.object({ protocols: z.array(z.enum(protocols)) }),
  z.object({ credential: z.string() }),
]);
/** Which connections of a mailbox a change takes away. */
type DisconnectTarget = z.infer<typeof targetShape>;

export const disconnectShape = z.union([z.literal('all'), targetShape]);
export type Disconnect = z.infer<typeof disconnectShape>;

/** A client that was in the middle of its sign-in shows in the list only at the second look. */
const maxRounds = 3;

/** The protocols of a service as Dovecot names it. Webmail reads over IMAP; only the log can tell one from the other. */
function protocolsOf(service: string): Protocol[] {
  // `doveadm who` calls ManageSieve by its full name, the log does not.
  const name = service === 'managesieve' ? 'sieve' : service;
  return protocols.filter((protocol) => protocolFacts[protocol].service === name);
}

/**
 * Disconnects the clients that are no longer allowed and leaves the others alone. Dovecot lists connections without
 * their credential; where the log has not reported it yet, a client that may be meant is disconnected too: it comes
 * back. Answers how many were disconnected and how many are listed still.
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
      await askNode(mailbox.node, 'end-session', { user, service, pid });
      disconnected.add(pid);
    }
  }
  const still = new Set((await askNode(mailbox.node, 'who', {})).map(({ pid }) => pid));
  const left = [...disconnected].filter((pid) => still.has(pid)).length;
  return { disconnected: disconnected.size - left, left };
}

/** Whether a change takes this connection away, or may do so for all that is known of it. */
export function isMeant(
  target: DisconnectTarget,
  service: string,
  known: { protocol: Protocol; credential: string | null } | undefined,
): boolean {
  if ('credential' in target) {
    return protocolsOf(service).length > 0 && (!known?.credential || known.credential === target.credential);
  }
  const possible = known ? [known.protocol] : protocolsOf(service);
  return possible.some((protocol) => target.protocols.includes(protocol));
}
