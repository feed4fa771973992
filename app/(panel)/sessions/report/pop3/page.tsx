import { notFound } from 'next/navigation';
import { z } from 'zod';
import { pageTitle } from '@/app/page-title';
import { type BreaksOf, listBreaks } from '@/lib/devices';
import { readDomain } from '@/lib/domains';
import { requireActor } from '@/lib/identity';
import { readMailbox } from '@/lib/mailboxes';
import { readTenant } from '@/lib/tenants';
import { recordOf } from '../../../record-of';
import { queryOf, type SearchParams } from '../../../search-params';
import { Pop3Page } from './pop3-page';

export const generateMetadata = pageTitle('report', 'pop3.title');

const domainOf = recordOf('domain:read', readDomain);
const tenantOf = recordOf('tenant:read', readTenant);
const mailboxOf = recordOf('mailbox:read', readMailbox);

/** What breaks without POP3, for a domain, a customer or a mailbox, on one plain page to print. */
export default async function BreaksPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('domain:read');
  const query = await queryOf(searchParams);
  const id = (name: string) => z.uuid().safeParse(query.get(name)).data;
  const of = { domainId: id('domain'), tenantId: id('tenant'), mailboxId: id('mailbox') };
  const name = await nameOf(of);
  return <Pop3Page name={name} breaks={await listBreaks(actor, of)} at={new Date().toISOString()} />;
}

async function nameOf({ domainId, tenantId, mailboxId }: BreaksOf): Promise<string> {
  if (domainId) return (await domainOf(domainId)).name;
  if (tenantId) return (await tenantOf(tenantId)).name;
  if (mailboxId) return (await mailboxOf(mailboxId)).address;
  notFound();
}
