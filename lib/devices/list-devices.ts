import { pool } from '@/lib/db';
import { placeOf } from '@/lib/places';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { Device, Rhythm, Takes } from './shapes';

/** The devices of one mailbox (the owner's own when none is named), the most recently seen first. */
export async function listDevices(actor: Actor, mailboxId: string | null = actor.mailboxId): Promise<Device[]> {
  demand(actor, 'session:read');
  if (!mailboxId) return [];
  const scoped = scopeSql(actor, 'd', 2);
  const { rows } = await pool().query<Record<string, unknown>>(
    `SELECT d.*, abbrev(d."remoteIp") AS ip, a.name AS "credentialLabel",
       (SELECT coalesce(array_agg(s.id::text ORDER BY s."startedAt" DESC), '{}') FROM "MailSession" s
         WHERE s."deviceId" = d.id AND s."endedAt" IS NULL AND s."startedAt" > now() - interval '60 days') AS live,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('network', n.network, 'since', n."firstSeenAt", 'lastSeenAt', n."lastSeenAt",
         'sessions', n.sessions) ORDER BY n.sessions DESC), '[]') FROM "DeviceNetwork" n
         WHERE n."deviceId" = d.id AND n.sessions > 0) AS networks
     FROM "Device" d
     LEFT JOIN "AppPassword" a ON a.id = CASE WHEN d.credential ~ '^ap[0-9a-f]{8}-[0-9a-f-]{27}$' THEN substr(d.credential, 3)::uuid END
     WHERE d."mailboxId" = $1::uuid AND d."forgottenAt" IS NULL AND ${scoped.condition}
     ORDER BY d."lastSeenAt" DESC LIMIT 500`,
    [mailboxId, ...scoped.values],
  );
  const devices = new Map(rows.map((row) => [String(row.id), toDevice(row)]));
  const parts = new Set<string>();
  for (const row of rows) {
    const lead = devices.get(String(row.mergedIntoId));
    const part = devices.get(String(row.id));
    if (!lead || !part || lead === part) continue;
    lead.parts.push(part);
    parts.add(part.id);
  }
  const seen = (device: Device) =>
    [device, ...device.parts]
      .map(({ lastSeenAt }) => lastSeenAt)
      .sort()
      .at(-1) ?? '';
  return [...devices.values()].filter(({ id }) => !parts.has(id)).sort((a, b) => (seen(a) < seen(b) ? 1 : -1));
}

/** What crosses to the browser, field by field. */
function toDevice(row: Record<string, unknown>): Device {
  const text = (name: string) => (row[name] ?? null) as string | null;
  const rhythm: Rhythm =
    row.rhythm === 'polls'
      ? { kind: 'polls', everySeconds: Number(row.everySeconds), spreadSeconds: Number(row.spreadSeconds) }
      : { kind: row.rhythm === 'stays' ? 'stays' : 'irregular' };
  return {
    id: String(row.id),
    mailboxId: String(row.mailboxId),
    address: String(row.address),
    protocol: row.protocol as Device['protocol'],
    name: text('name'),
    clientName: text('clientName'),
    clientVersion: text('clientVersion'),
    credential: text('credential'),
    credentialLabel: text('credentialLabel'),
    remoteIp: text('ip'),
    place: placeOf(text('ip')),
    transport: row.transport as Device['transport'],
    tlsProtocol: text('tlsProtocol'),
    since: (row.firstSeenAt as Date).toISOString(),
    lastSeenAt: (row.lastSeenAt as Date).toISOString(),
    live: row.live as string[],
    sessions: Number(row.sessions),
    fetched: Number(row.fetched),
    removed: Number(row.removed),
    takes: row.takes as Takes,
    rhythm,
    kept: row.keptDays === null ? null : { days: Number(row.keptDays), sample: Number(row.keptSample) },
    downloads: row.downloads === true,
    networks: (row.networks as Omit<Device['networks'][number], 'place'>[])
      .slice(0, 20)
      .map((network) => ({ ...network, place: placeOf(network.network.split('/')[0] ?? null) })),
    parts: [],
  };
}
