import { type Actor, scopeSql } from '@/lib/tenancy';
import type { EventKind, TrailEvent, TrailSession } from './shapes';

/** How long a removed message can be brought back: the worker empties the recovery folder of older ones. */
export const recoveryDays = 30;

/**
 * A removal can be undone while its copy is in the recovery folder: young enough, and nothing has happened to that copy
 * since (it was brought back, or the folder was emptied). A restart of the folder's numbers makes an old one wrong: the
 * node looks for number and Message-ID together.
 */
const recoverable = `e.kind = 'removed' AND e."recoveryUid" IS NOT NULL AND e.at > now() - interval '${recoveryDays} days'
  AND NOT EXISTS (SELECT 1 FROM "MailEvent" l WHERE l."mailboxId" = e."mailboxId" AND l."messageId" IS NOT DISTINCT FROM e."messageId"
    AND l.at >= e.at AND ((l.kind = 'restored' AND l."fromUid" = e."recoveryUid") OR (l.kind = 'purged' AND l.uid = e."recoveryUid")))`;

/** The events that `chosen` picks, each with the session that did it and the app password's name. */
export function selectEvents(chosen: string): string {
  return `SELECT e.*, a.name AS "credentialLabel", ${recoverable} AS recoverable,
      s.protocol, abbrev(s."remoteIp") AS "remoteIp", s."clientName", s."clientVersion", s."startedAt", s."endedAt"
    FROM (${chosen}) e
    LEFT JOIN "MailSession" s ON s.id = e."sessionId"
    LEFT JOIN "AppPassword" a
      ON a.id = CASE WHEN e.credential ~ '^ap[0-9a-f]{8}-[0-9a-f-]{27}$' THEN substr(e.credential, 3)::uuid END`;
}

/** What crosses to the browser, field by field. */
export function toEvent(row: Record<string, unknown>): TrailEvent {
  const text = (name: string) => (row[name] ?? null) as string | null;
  return {
    id: String(row.id),
    node: String(row.node),
    at: (row.at as Date).toISOString(),
    mailboxId: text('mailboxId'),
    address: String(row.address),
    kind: row.kind as EventKind,
    folder: String(row.folder),
    fromFolder: text('fromFolder'),
    uid: (row.uid ?? null) as number | null,
    messageId: text('messageId'),
    size: row.size === null ? null : Number(row.size),
    sender: text('sender'),
    subject: text('subject'),
    flags: row.flags as string[],
    service: String(row.service),
    sid: String(row.sid),
    credential: text('credential'),
    credentialLabel: text('credentialLabel'),
    session: row.protocol ? toSession(row) : null,
    recoverable: row.recoverable === true,
  };
}

function toSession(row: Record<string, unknown>): TrailSession {
  return {
    id: String(row.sessionId),
    protocol: row.protocol as TrailSession['protocol'],
    remoteIp: (row.remoteIp ?? null) as string | null,
    clientName: (row.clientName ?? null) as string | null,
    clientVersion: (row.clientVersion ?? null) as string | null,
    startedAt: (row.startedAt as Date).toISOString(),
    endedAt: (row.endedAt as Date | null)?.toISOString() ?? null,
  };
}

/** Conditions on events named e, with their numbered parameters; the actor's scope is always the first. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  constructor(actor: Actor) {
    const scoped = scopeSql(actor, 'e', 1);
    this.values.push(...scoped.values);
    this.parts.push(scoped.condition);
  }

  /** `part` names its parameter `$?`, as often as it wants. */
  add(part: string, value?: unknown): this {
    if (value !== undefined) this.values.push(value);
    this.parts.push(part.replaceAll('$?', `$${this.values.length}`));
    return this;
  }

  toString(): string {
    return this.parts.join(' AND ');
  }
}

/** Dovecot logs a Message-ID as the message has it, in angle brackets, cut at 80 characters. */
export function loggedMessageIds(messageId: string): string[] {
  const bare = messageId.trim().replace(/^<|>$/g, '');
  return [...new Set([messageId.trim(), bare, `<${bare}>`].flatMap((form) => [form, form.slice(0, 80)]))];
}
