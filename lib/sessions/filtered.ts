import type { z } from 'zod';
import { sessionsOf } from '@/lib/activity';
import { containing, sql } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import type { sessionFilter } from './shapes';

type Filter = z.output<typeof sessionFilter>;

const oldTls = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** The sessions of the actor that match the filters. `components/sessions/filter.ts` has the same conditions. */
export function filtered(actor: Actor, filter: Filter) {
  let query = sessionsOf(actor);
  if (filter.state === 'live') query = query.where('s.endedAt', 'is', null);
  if (filter.state === 'ended') query = query.where('s.endedAt', 'is not', null);
  if (filter.protocol) query = query.where('s.protocol', '=', filter.protocol);
  if (filter.mailboxId) query = query.where('s.mailboxId', '=', filter.mailboxId);
  const { deviceId, tenantId, domain } = filter;
  // A device includes the sessions of devices that were merged into it.
  if (deviceId)
    query = query.where('s.id', 'in', (from) =>
      from
        .selectFrom('DeviceOfSession as d')
        .select('d.sessionId')
        .where(({ or, eb }) => or([eb('d.deviceId', '=', deviceId), eb('d.leadId', '=', deviceId)])),
    );
  if (tenantId)
    query = query.where(({ or, eb }) => or([eb('s.customerId', '=', tenantId), eb('s.resellerId', '=', tenantId)]));
  if (domain)
    query = query.where('s.domainId', '=', (from) =>
      from.selectFrom('DomainDirectory as d').select('d.id').where('d.name', '=', domain.toLowerCase()),
    );
  if (filter.network) query = query.where(sql<boolean>`s."remoteIp" <<= ${filter.network}::inet`);
  query = byClient(query, filter);
  query = byTransport(query, filter);
  query = byCredential(query, filter);
  if (filter.node) query = query.where('s.node', '=', filter.node);
  for (const flag of filter.flags) query = byFlag(query, flag);
  const text = filter.search.trim();
  return text ? bySearch(query, text) : query;
}

type Query = ReturnType<typeof sessionsOf>;

function byClient(query: Query, { client }: Filter): Query {
  if (client === '-') return query.where('s.clientName', 'is', null);
  if (!client) return query;
  return query.where(sql<boolean>`concat_ws(' ', s."clientName", s."clientVersion") ILIKE ${containing(client)}`);
}

function byTransport(query: Query, { tls }: Filter): Query {
  if (tls === 'old') return query.where('s.transport', '=', 'tls').where('s.tlsProtocol', 'in', oldTls);
  return tls ? query.where('s.transport', '=', tls) : query;
}

function byCredential(query: Query, { credential }: Filter): Query {
  if (credential === 'app') return query.where('s.credential', 'like', 'ap%');
  if (credential === 'web') return query.where('s.credential', 'like', 'web%');
  return credential ? query.where('s.credential', '=', credential) : query;
}

function byFlag(query: Query, flag: Filter['flags'][number]): Query {
  if (flag === 'clear') return query.where('s.transport', '=', 'clear');
  if (flag === 'main') return query.where('s.credential', '=', 'main');
  return query
    .where('s.protocol', '=', 'pop3')
    .where(({ or, eb }) => or([eb('s.removed', '>', 0), eb('s.expunged', '>', 0)]));
}

function bySearch(query: Query, text: string): Query {
  const pattern = containing(text);
  return query.where(({ or, eb }) =>
    or([
      eb('s.address', 'ilike', pattern),
      sql<boolean>`host(s."remoteIp") ILIKE ${pattern}`,
      eb('s.clientName', 'ilike', pattern),
    ]),
  );
}
