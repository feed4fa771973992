import type { z } from 'zod';
import { record } from '@/lib/audit';
import { refuseReservedName } from '@/lib/claims';
import { config } from '@/lib/config';
import { db, transaction } from '@/lib/db';
import { asker, expectedRecords, judge } from '@/lib/dns';
import type { ClientSettings } from '@/lib/dns/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { DnsReport, DnsStatus, domainRef } from './shapes';

/** The expected DNS records of a domain, and whether it is verified. Null if the actor may see no such domain. */
export async function readDnsStatus(
  actor: Actor,
  domainId: string,
  settings: ClientSettings,
): Promise<DnsStatus | null> {
  demand(actor, 'domain:read');
  const domain = await db().domain.findFirst({
    where: { id: domainId, ...scope(actor) },
    include: { dkimKeys: { orderBy: { createdAt: 'desc' } } },
  });
  if (!domain) return null;
  const { name, proof, provenAt, provenBy, dkimKeys: keys } = domain;
  return {
    provenAt: provenAt?.toISOString() ?? null,
    provenBy,
    nextKey: keys.some(({ state }) => state === 'next'),
    records: expectedRecords({
      domain: name,
      proof: provenAt ? null : proof,
      keys,
      settings,
      panelHost: new URL(config().MILEPOST_URL).hostname,
    }),
  };
}

/** Queries each expected record. If the verification record is found, the domain is marked verified. */
export async function checkDns(
  actor: Actor,
  { domainId }: z.infer<typeof domainRef>,
  settings: ClientSettings,
): Promise<DnsReport> {
  const status = await readDnsStatus(actor, domainId, settings);
  const domain = await db().domain.findFirst({ where: { id: domainId, ...scope(actor) } });
  if (!status || !domain) throw new Refusal('not-found');
  const asked = { domain: domain.name, host: settings.host, ask: asker() };
  const findings = await Promise.all(status.records.map((wanted) => judge(wanted, asked)));
  const proof = status.records.findIndex(({ purpose }) => purpose === 'proof');
  const found = findings[proof]?.verdict === 'right';
  // A reader without the capability changes nothing.
  if (found && actor.role !== 'staff_auditor') await markVerified(actor, domain, 'dns');
  return { askedAt: new Date().toISOString(), findings, proven: status.provenAt !== null || found };
}

/** Staff can verify the owner of a domain by other means than its DNS. */
export async function markDomainVerified(actor: Actor, { domainId }: z.infer<typeof domainRef>): Promise<void> {
  demand(actor, 'platform:write');
  const domain = await db().domain.findFirst({ where: { id: domainId, ...scope(actor) } });
  if (!domain) throw new Refusal('not-found');
  await markVerified(actor, domain, actor.name);
}

async function markVerified(
  actor: Actor,
  domain: { id: string; name: string; customerId: string; resellerId: string | null },
  by: string,
): Promise<void> {
  await transaction(async (tx) => {
    // Somebody else's name may have come between since it was added.
    await refuseReservedName(tx, actor, domain.name);
    const { count } = await tx.domain.updateMany({
      where: { id: domain.id, provenAt: null },
      data: { provenAt: new Date(), provenBy: by, stoppedAt: null },
    });
    if (count === 0) return;
    await record(tx, actor, {
      action: 'domain.verify',
      object: { type: 'domain', id: domain.id, label: domain.name },
      owner: domain,
      after: { by },
    });
  });
}
