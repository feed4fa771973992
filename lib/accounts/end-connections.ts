import { db } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import type { MailProtocol } from './shapes';

/** Which connections of a mailbox a change takes away. */
export type Ending = { protocols: MailProtocol[] } | { credential: string };

/** A client that was in the middle of its sign-in shows in the list only at the second look. */
const rounds = 3;

const protocolsOf: Record<string, MailProtocol[]> = {
  // Webmail reads over IMAP; the log alone tells the two apart.
  imap: ['imap', 'webmail'],
  pop3: ['pop3'],
  submission: ['submission'],
  sieve: ['sieve'],
  managesieve: ['sieve'],
};

/**
 * Ends the connections that are no longer allowed and leaves the others alone. Dovecot lists connections without their
 * credential; where the log has not told it yet, a connection that may be meant is ended too: its client comes back.
 * Answers how many ended and how many are listed still.
 */
export async function endConnections(
  mailbox: { address: string; node: string },
  ending: Ending,
): Promise<{ ended: number; left: number }> {
  const ended = new Set<number>();
  for (let round = 0; round < rounds; round += 1) {
    const listed = (await askNode(mailbox.node, 'who', {})).filter(({ user }) => user === mailbox.address);
    if (listed.length === 0) return { ended: ended.size, left: 0 };
    const known = await db().mailSession.findMany({
      where: { node: mailbox.node, address: mailbox.address, endedAt: null, pid: { in: listed.map(({ pid }) => pid) } },
      select: { pid: true, protocol: true, credential: true },
    });
    const byPid = new Map(known.map((session) => [session.pid, session]));
    const meant = listed.filter(({ pid, service }) => isMeant(ending, service, byPid.get(pid)));
    if (meant.length === 0) return { ended: ended.size, left: 0 };
    for (const { user, service, pid } of meant) {
      await askNode(mailbox.node, 'end-session', { user, service, pid });
      ended.add(pid);
    }
  }
  const still = new Set((await askNode(mailbox.node, 'who', {})).map(({ pid }) => pid));
  const left = [...ended].filter((pid) => still.has(pid)).length;
  return { ended: ended.size - left, left };
}

/** Whether a change takes this connection away, or may do so for all that is known of it. */
export function isMeant(
  ending: Ending,
  service: string,
  known: { protocol: MailProtocol; credential: string | null } | undefined,
): boolean {
  if ('credential' in ending) {
    return service in protocolsOf && (!known?.credential || known.credential === ending.credential);
  }
  const possible = known ? [known.protocol] : (protocolsOf[service] ?? []);
  return possible.some((protocol) => ending.protocols.includes(protocol));
}
