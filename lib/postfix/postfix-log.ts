import { readPostfixLine } from './read-line';
import type { PostfixRecord } from './shapes';

/** Processes of Postfix whose last connection is remembered. There are at most 100 at a time. */
const maxProcesses = 1_000;

interface Connection {
  relay: string;
  tls: string;
  /** The message that it was made for. A process makes a new connection for the next one. */
  queueId: string | null;
}

/**
 * Reads Postfix's log line by line. It remembers the last TLS connection of each process, because the line of an attempt
 * does not say whether its connection was encrypted.
 */
export class PostfixLog {
  private readonly connections = new Map<number, Connection>();

  read(text: string, now = new Date()): { record: Omit<PostfixRecord, 'offset'> | null; unread: boolean } {
    const line = readPostfixLine(text, now);
    if (line.kind === 'tls') {
      this.connections.delete(line.pid);
      this.connections.set(line.pid, { relay: line.relay, tls: line.tls, queueId: null });
      const [oldest] = this.connections.keys();
      if (this.connections.size > maxProcesses && oldest !== undefined) this.connections.delete(oldest);
    }
    if (line.kind !== 'fact') return { record: null, unread: line.kind === 'unread' };
    const { record, pid } = line;
    if (record.fact.is !== 'attempt') return { record, unread: false };
    const tls = this.tlsOf(pid, record.queueId, record.fact.relay);
    return { record: tls ? { ...record, fact: { ...record.fact, tls } } : record, unread: false };
  }

  private tlsOf(pid: number, queueId: string, relay: string | null): string | null {
    const connection = this.connections.get(pid);
    if (!connection || connection.relay !== relay) return null;
    connection.queueId ??= queueId;
    return connection.queueId === queueId ? connection.tls : null;
  }
}
