import { revisionNow } from '@/lib/activity';
import { readForward } from '@/lib/aliases';
import { clientSettings } from '@/lib/client-setup';
import { listAppPasswords, listNetworkBlocks } from '@/lib/credentials';
import { listDevices, listFindings } from '@/lib/devices';
import { readOwnersFactors } from '@/lib/factors';
import { requireActor } from '@/lib/identity';
import { readMailbox } from '@/lib/mailboxes';
import { readSending } from '@/lib/outbound';
import { may } from '@/lib/tenancy';
import { recordOf } from '../../record-of';
import { queryOf, type SearchParams } from '../../search-params';
import { MailboxDetail } from './mailbox-detail';

interface Props {
  params: Promise<{ mailboxId: string }>;
  searchParams: SearchParams;
}

const mailboxOf = recordOf('mailbox:read', readMailbox);

export async function generateMetadata({ params }: Props) {
  return { title: (await mailboxOf((await params).mailboxId)).address };
}

export default async function MailboxPage({ params, searchParams }: Props) {
  const mailbox = await mailboxOf((await params).mailboxId);
  const actor = await requireActor();
  const query = await queryOf(searchParams);
  const revision = await revisionNow();
  const [devices, findings, appPasswords, blocks, forward, factors, sending] = await Promise.all([
    listDevices(actor, mailbox.id),
    listFindings(actor, { mailboxId: mailbox.id, all: true }),
    listAppPasswords(actor, mailbox.id),
    listNetworkBlocks(actor, mailbox.id),
    readForward(actor, mailbox.id),
    readOwnersFactors(actor, mailbox.id),
    readSending(actor, mailbox.id),
  ]);
  return (
    <MailboxDetail
      mailbox={mailbox}
      devices={{ devices, findings: findings.rows }}
      revision={revision}
      appPasswords={appPasswords}
      blocks={blocks}
      forward={forward}
      factors={factors}
      sending={sending}
      settings={clientSettings()}
      tab={query.get('tab') ?? 'devices'}
      device={query.get('device')}
      mayWrite={may(actor, 'mailbox:write')}
      mayResolve={may(actor, 'device:write')}
      mayView={may(actor, 'view-as')}
    />
  );
}
