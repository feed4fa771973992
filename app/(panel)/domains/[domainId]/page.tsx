import { notFound } from 'next/navigation';
import { listAliases, unansweredRoles } from '@/lib/aliases';
import { clientSettings } from '@/lib/client-setup';
import { readDnsStatus, readDomain } from '@/lib/domains';
import { requireActor } from '@/lib/identity';
import { listMailboxes } from '@/lib/mailboxes';
import { readDomainSending } from '@/lib/outbound';
import { listPolicies } from '@/lib/retention';
import { may } from '@/lib/tenancy';
import { recordOf } from '../../record-of';
import { DomainDetail } from './domain-detail';

type Params = { params: Promise<{ domainId: string }> };

const domainOf = recordOf('domain:read', readDomain);

export async function generateMetadata({ params }: Params) {
  return { title: (await domainOf((await params).domainId)).name };
}

export default async function DomainPage({ params }: Params) {
  const actor = await requireActor();
  const domain = await domainOf((await params).domainId);
  const [mailboxes, aliases, policies, unanswered, dnsStatus, sending] = await Promise.all([
    listMailboxes(actor, { domainId: domain.id }),
    listAliases(actor, domain.id),
    listPolicies(actor, { domainId: domain.id }),
    unansweredRoles(actor, domain.id),
    readDnsStatus(actor, domain.id, clientSettings()),
    readDomainSending(actor, domain.id),
  ]);
  if (!dnsStatus || !sending) notFound();
  return (
    <DomainDetail
      domain={domain}
      mailboxes={mailboxes}
      mailboxCount={domain.mailboxes}
      aliases={aliases}
      policies={policies}
      unanswered={unanswered}
      dnsStatus={dnsStatus}
      sending={sending}
      mayVerify={may(actor, 'platform:write')}
      mayWrite={may(actor, 'mailbox:write')}
    />
  );
}
