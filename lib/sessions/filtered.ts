import type { z } from 'zod';
import type { Actor } from '@/lib/tenancy';
import { Conditions, containing } from './row';
import type { sessionFilter } from './shapes';

const flagConditions = {
  clear: `s.transport = 'clear'`,
  main: `s.credential = 'main'`,
  takes: `s.protocol = 'pop3' AND (s.removed > 0 OR s.expunged > 0)`,
};
const transportConditions = {
  tls: `s.transport = 'tls'`,
  old: `s.transport = 'tls' AND s."tlsProtocol" IN ('SSLv3', 'TLSv1', 'TLSv1.1')`,
  secured: `s.transport = 'secured'`,
  clear: `s.transport = 'clear'`,
};
const credentialConditions = {
  main: `s.credential = 'main'`,
  app: `s.credential LIKE 'ap%'`,
  web: `s.credential LIKE 'web%'`,
};

/** The actor's sessions that fit the filters: each is a condition of its own. `components/sessions/filter.ts` asks the same. */
export function filtered(actor: Actor, filter: z.output<typeof sessionFilter>): Conditions {
  const where = new Conditions(actor);
  if (filter.state === 'live') where.add(`s."endedAt" IS NULL`);
  if (filter.state === 'ended') where.add(`s."endedAt" IS NOT NULL`);
  if (filter.protocol) where.add(`s.protocol = $?::"Protocol"`, filter.protocol);
  if (filter.mailboxId) where.add(`s."mailboxId" = $?::uuid`, filter.mailboxId);
  // A device that others were merged into has their sessions as well.
  if (filter.deviceId)
    where.add(
      `s."deviceId" IN (SELECT d.id FROM "Device" d WHERE d.id = $?::uuid OR d."mergedIntoId" = $?::uuid)`,
      filter.deviceId,
    );
  if (filter.tenantId) where.add(`(s."customerId" = $?::uuid OR s."resellerId" = $?::uuid)`, filter.tenantId);
  if (filter.domain)
    where.add(`s."domainId" = (SELECT d.id FROM "Domain" d WHERE d.name = $?)`, filter.domain.toLowerCase());
  if (filter.network) where.add(`s."remoteIp" <<= $?::inet`, filter.network);
  if (filter.client === '-') where.add(`s."clientName" IS NULL`);
  else if (filter.client)
    where.add(`concat_ws(' ', s."clientName", s."clientVersion") ILIKE $?`, containing(filter.client));
  if (filter.tls) where.add(transportConditions[filter.tls]);
  const { credential } = filter;
  if (credential === 'main' || credential === 'app' || credential === 'web')
    where.add(credentialConditions[credential]);
  else if (credential) where.add('s.credential = $?', credential);
  if (filter.node) where.add('s.node = $?', filter.node);
  for (const flag of filter.flags) where.add(flagConditions[flag]);
  const wanted = filter.search.trim();
  if (wanted)
    where.add(`(s.address ILIKE $? OR host(s."remoteIp") ILIKE $? OR s."clientName" ILIKE $?)`, containing(wanted));
  return where;
}
