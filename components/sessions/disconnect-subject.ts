import type { SessionRow } from '@/lib/activity/shapes';

type Session = Pick<SessionRow, 'id' | 'address' | 'remoteIp' | 'clientName' | 'endedAt'>;

/** What a set of sessions has in common, for the title of the dialog that disconnects them. */
export type DisconnectSubject =
  | { key: 'ofClient'; count: number; client: string; ip: string }
  | { key: 'ofClientMailbox'; count: number; client: string; address: string }
  | { key: 'ofMailbox'; count: number; address: string }
  | { key: 'ofAddress'; count: number; ip: string }
  | { key: 'ofMailboxes'; count: number; mailboxes: number };

export function disconnectSubject(sessions: Session[]): DisconnectSubject {
  const count = sessions.length;
  const client = only(sessions.map(({ clientName }) => clientName));
  const ip = only(sessions.map(({ remoteIp }) => remoteIp));
  const address = only(sessions.map((session) => session.address));
  if (client && ip) return { key: 'ofClient', count, client, ip };
  if (client && address) return { key: 'ofClientMailbox', count, client, address };
  if (address) return { key: 'ofMailbox', count, address };
  if (ip) return { key: 'ofAddress', count, ip };
  return { key: 'ofMailboxes', count, mailboxes: new Set(sessions.map((session) => session.address)).size };
}

/** The one value that all share, or null. */
function only(values: (string | null)[]): string | null {
  const [first = null] = values;
  return first !== null && values.every((value) => value === first) ? first : null;
}
