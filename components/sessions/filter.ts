import type { SessionRow } from '@/lib/activity/shapes';
import { inNetwork, isNetwork } from '@/lib/networks/values';
import { protocols } from '@/lib/protocols/values';
import { credentialFilters, transportFilters } from '@/lib/sessions/values';
import type { FilterAddress } from '../list/filter-address';

export const states = ['live', 'ended', 'all'] as const;
export const flags = ['clear', 'main', 'takes'] as const;
export type Flag = (typeof flags)[number];

/** The filter of the sessions page. It is in the URL, so that links keep it. */
export interface SessionFilter {
  state: (typeof states)[number];
  protocol: SessionRow['protocol'] | null;
  search: string;
  flags: Flag[];
  mailboxId: string | null;
  deviceId: string | null;
  tenantId: string | null;
  domain: string | null;
  network: string | null;
  client: string | null;
  tls: (typeof transportFilters)[number] | null;
  credential: string | null;
  node: string | null;
}

export const noFilter: SessionFilter = {
  state: 'live',
  protocol: null,
  search: '',
  flags: [],
  mailboxId: null,
  deviceId: null,
  tenantId: null,
  domain: null,
  network: null,
  client: null,
  tls: null,
  credential: null,
  node: null,
};

type Params = Pick<URLSearchParams, 'get'>;

export function readFilter(params: Params): SessionFilter {
  const id = (name: string) => {
    const value = params.get(name);
    return value && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value) ? value : null;
  };
  const text = (name: string, maxLength: number) => params.get(name)?.trim().slice(0, maxLength) || null;
  const credential = params.get('credential') ?? '';
  const network = params.get('network')?.trim() ?? '';
  return {
    state: states.find((state) => state === params.get('state')) ?? 'live',
    protocol: protocols.find((protocol) => protocol === params.get('protocol')) ?? null,
    search: (params.get('q') ?? params.get('search') ?? '').slice(0, 200),
    flags: flags.filter((flag) => (params.get('only') ?? '').split(',').includes(flag)),
    mailboxId: id('mailbox'),
    deviceId: id('device'),
    tenantId: id('tenant'),
    domain: text('domain', 253)?.toLowerCase() ?? null,
    network: isNetwork(network) ? network : null,
    client: text('client', 100),
    tls: transportFilters.find((one) => one === params.get('tls')) ?? null,
    credential:
      credentialFilters.find((one) => one === credential) ?? (/^ap[0-9a-f-]{36}$/.test(credential) ? credential : null),
    node: text('node', 100),
  };
}

/** The query string of a filter without its defaults. `open` is the session whose sheet is open. */
export function writeFilter(filter: Partial<SessionFilter>, open: string | null = null): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null | undefined) => {
    if (value) params.set(name, value);
  };
  if (filter.state !== 'live') set('state', filter.state);
  set('protocol', filter.protocol);
  set('q', filter.search);
  set('only', filter.flags?.join(','));
  set('mailbox', filter.mailboxId);
  set('device', filter.deviceId);
  set('tenant', filter.tenantId);
  set('domain', filter.domain);
  set('network', filter.network);
  set('client', filter.client);
  set('tls', filter.tls);
  set('credential', filter.credential);
  set('node', filter.node);
  set('session', open);
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The session whose sheet is open stays open when the filter changes. */
export const sessionsAddress: FilterAddress<SessionFilter> = {
  path: '/sessions',
  read: readFilter,
  write: (filter, params) => writeFilter(filter, params.get('session')),
};

/** Whether a filter excludes any sessions, apart from their state. */
export function isFiltered(filter: SessionFilter): boolean {
  return writeFilter({ ...filter, state: 'live' }) !== '';
}

export function hasFlag(row: SessionRow, flag: Flag): boolean {
  if (flag === 'clear') return row.transport === 'clear';
  if (flag === 'main') return row.credential === 'main';
  return row.protocol === 'pop3' && removals(row) > 0;
}

/** How many messages a session removed from the server. */
export function removals(row: Pick<SessionRow, 'removed' | 'expunged'>): number {
  return Math.max(row.removed, row.expunged);
}

const oldTls = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** Whether a row from the stream belongs in the list. The server applies the same conditions. */
export function matches(row: SessionRow, filter: SessionFilter): boolean {
  if (filter.protocol && row.protocol !== filter.protocol) return false;
  if (filter.mailboxId && row.mailboxId !== filter.mailboxId) return false;
  if (filter.deviceId && row.deviceId !== filter.deviceId) return false;
  if (filter.tenantId && row.customerId !== filter.tenantId && row.resellerId !== filter.tenantId) return false;
  if (filter.domain && !row.address.endsWith(`@${filter.domain}`)) return false;
  if (filter.network && !(row.remoteIp && inNetwork(row.remoteIp, filter.network))) return false;
  if (filter.node && row.node !== filter.node) return false;
  if (filter.state === 'ended' && row.endedAt === null) return false;
  if (!filter.flags.every((flag) => hasFlag(row, flag))) return false;
  if (!fitsClient(row, filter.client) || !fitsTls(row, filter.tls) || !fitsCredential(row, filter.credential))
    return false;
  const wanted = filter.search.trim().toLowerCase();
  if (!wanted) return true;
  return [row.address, row.remoteIp, row.clientName].some((text) => text?.toLowerCase().includes(wanted));
}

function fitsClient({ clientName, clientVersion }: SessionRow, client: string | null): boolean {
  if (!client) return true;
  if (client === '-') return clientName === null;
  return [clientName, clientVersion].filter(Boolean).join(' ').toLowerCase().includes(client.toLowerCase());
}

function fitsTls({ transport, tlsProtocol }: SessionRow, tls: SessionFilter['tls']): boolean {
  if (!tls) return true;
  if (tls === 'old') return transport === 'tls' && oldTls.includes(tlsProtocol ?? '');
  return transport === tls;
}

function fitsCredential({ credential }: SessionRow, wanted: string | null): boolean {
  if (!wanted) return true;
  if (wanted === 'app') return credential?.startsWith('ap') === true;
  if (wanted === 'web') return credential?.startsWith('web') === true;
  return credential === wanted;
}
