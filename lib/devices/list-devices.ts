import { matches, queries, sql, type Tables } from '@/lib/db';
import { placeOf } from '@/lib/places';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { leadsOf } from './lead';
import { rhythmOf } from './rhythm';
import { sessionsWithDevice } from './sessions-of-device';
import type { Device, Takes } from './shapes';

const maxDevices = 500;
const maxNetworks = 20;

type Network = Omit<Device['networks'][number], 'place'>;

/** The devices of a mailbox (by default that of the owner), most recently seen first. */
export async function listDevices(actor: Actor, mailboxId: string | null = actor.mailboxId): Promise<Device[]> {
  demand(actor, 'session:read');
  if (!mailboxId) return [];
  const live = sessionsWithDevice()
    .where(sql<boolean>`x."deviceId" = d.id`)
    .where('s.endedAt', 'is', null)
    .where(sql<boolean>`s."startedAt" > now() - interval '60 days'`)
    .select(sql<string[]>`coalesce(array_agg(s.id::text ORDER BY s."startedAt" DESC), '{}')`.as('ids'));
  const networks = queries()
    .selectFrom('DeviceNetwork as n')
    .where(sql<boolean>`n."deviceId" = d.id`)
    .where('n.sessions', '>', 0)
    .select(
      sql<Network[]>`coalesce(jsonb_agg(jsonb_build_object('network', n.network, 'since', n."firstSeenAt",
        'lastSeenAt', n."lastSeenAt", 'sessions', n.sessions) ORDER BY n.sessions DESC), '[]')`.as('list'),
    );
  const rows = await queries()
    .selectFrom('Device as d')
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .selectAll('d')
    .select(['c.name as credentialLabel', live.as('live'), networks.as('networks')])
    .where('d.mailboxId', '=', mailboxId)
    .where('d.forgottenAt', 'is', null)
    .where(matches('d', scope(actor)))
    .orderBy('d.lastSeenAt', 'desc')
    .limit(maxDevices)
    .execute();
  const devices = new Map(rows.map((row) => [row.id, toDevice(row)]));
  const parts = new Set<string>();
  const leads = leadsOf(rows);
  for (const { id } of rows) {
    const lead = devices.get(leads.get(id) ?? '');
    const part = devices.get(id);
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

type Row = Tables['Device'] & { credentialLabel: string | null; live: string[] | null; networks: Network[] | null };

/** The row for the browser. */
function toDevice(row: Row): Device {
  const { id, mailboxId, address, protocol, name, clientName, clientVersion, credential, credentialLabel } = row;
  const { remoteIp, transport, tlsProtocol, sessions, fetched, removed, downloads, keptDays, keptSample } = row;
  return {
    id,
    mailboxId,
    address,
    protocol,
    name,
    clientName,
    clientVersion,
    credential,
    credentialLabel,
    remoteIp,
    place: placeOf(remoteIp),
    transport,
    tlsProtocol,
    since: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    live: row.live ?? [],
    sessions,
    fetched,
    removed,
    takes: row.takes as Takes,
    rhythm: rhythmOf(row),
    kept: keptDays === null ? null : { days: keptDays, sample: keptSample },
    downloads,
    networks: (row.networks ?? [])
      .slice(0, maxNetworks)
      .map((network) => ({ ...network, place: placeOf(network.network.split('/')[0] ?? null) })),
    parts: [],
  };
}
