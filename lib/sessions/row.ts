import { placeOf } from '@/lib/places';
import { type Actor, scopeSql } from '@/lib/tenancy';
import type { EndReason, Protocol, SessionRow } from './shapes';

/** The app password that a credential names: `ap` and its id. */
const labelJoin = `LEFT JOIN "AppPassword" a
  ON a.id = CASE WHEN s.credential ~ '^ap[0-9a-f]{8}-[0-9a-f-]{27}$' THEN substr(s.credential, 3)::uuid END`;

const columns = `s.id, s.node, s.sid, s.protocol, s."mailboxId", s."customerId", s."resellerId", s."deviceId", s.address, abbrev(s."remoteIp") AS "remoteIp", s."remotePort",
  s.transport, s."tlsProtocol", s."tlsCipher", s.mechanism, s.credential, a.name AS "credentialLabel", s.pid,
  s."clientName", s."clientVersion", s."startedAt", s."lastSeenAt", s."endedAt", s."endReason", s."endDetail",
  s."bytesIn", s."bytesOut", s.fetched, s.removed, s.expunged, s.delivered, s."seenBy", s.revision`;

/** Sessions named s, with the columns of a row; a condition follows. */
export const selectSessions = `SELECT ${columns} FROM "MailSession" s ${labelJoin}`;

/** The same for a list: the rows are chosen first and labelled after, so that the join never decides the plan. */
export function selectChosen(chosen: string): string {
  return `SELECT ${columns} FROM (${chosen}) s ${labelJoin}`;
}

interface Raw extends Record<string, unknown> {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  endedAt: Date | null;
  bytesIn: string | null;
  bytesOut: string | null;
  revision: string;
}

/** What crosses to the browser, field by field. */
export function toRow(record: Record<string, unknown>): SessionRow {
  const raw = record as Raw;
  const text = (name: string) => (raw[name] ?? null) as string | null;
  const figure = (name: string) => (raw[name] ?? null) as number | null;
  return {
    id: String(raw.id),
    node: String(raw.node),
    sid: String(raw.sid),
    protocol: raw.protocol as Protocol,
    mailboxId: text('mailboxId'),
    customerId: text('customerId'),
    resellerId: text('resellerId'),
    deviceId: text('deviceId'),
    address: String(raw.address),
    remoteIp: text('remoteIp'),
    place: placeOf(text('remoteIp')),
    remotePort: figure('remotePort'),
    transport: raw.transport as SessionRow['transport'],
    tlsProtocol: text('tlsProtocol'),
    tlsCipher: text('tlsCipher'),
    mechanism: text('mechanism'),
    credential: text('credential'),
    credentialLabel: text('credentialLabel'),
    clientName: text('clientName'),
    clientVersion: text('clientVersion'),
    startedAt: raw.startedAt.toISOString(),
    lastSeenAt: raw.lastSeenAt.toISOString(),
    endedAt: raw.endedAt?.toISOString() ?? null,
    endReason: text('endReason') as EndReason | null,
    endDetail: text('endDetail'),
    bytesIn: raw.bytesIn === null ? null : Number(raw.bytesIn),
    bytesOut: raw.bytesOut === null ? null : Number(raw.bytesOut),
    fetched: figure('fetched') ?? 0,
    removed: figure('removed') ?? 0,
    expunged: figure('expunged') ?? 0,
    delivered: figure('delivered') ?? 0,
    seenBy: raw.seenBy === 'who' ? 'who' : 'log',
    pid: figure('pid'),
    revision: Number(raw.revision),
  };
}

/** Conditions that are joined by AND, with their numbered parameters; the actor's scope is always the first. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  constructor(actor: Actor, alias = 's') {
    const scoped = scopeSql(actor, alias, 1);
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

/** A text to find anywhere, as a LIKE pattern that takes every character for itself. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
