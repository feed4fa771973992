import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { FindingMailChoice } from '@/components/devices/finding-mail-choice';
import { PageHeader } from '@/components/ui/page-header';
import { revisionNow } from '@/lib/activity';
import { listDevices, listFindings, readFindingMail } from '@/lib/devices';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { setFindingMailAction } from './actions';
import { DeviceBoard } from './device-board';

export const generateMetadata = pageTitle('devices');

export default async function DevicesPage() {
  const actor = await requireActor();
  const { mailboxId } = actor;
  if (!mailboxId) notFound();
  const revision = await revisionNow();
  const [devices, findings, mail] = await Promise.all([
    listDevices(actor),
    listFindings(actor, { all: true }),
    readFindingMail(actor),
  ]);
  const t = await getTranslations('devices');
  return (
    <>
      <PageHeader
        title={t('title')}
        count={devices.length}
        description={t('description')}
        actions={mail ? <FindingMailChoice start={mail} set={setFindingMailAction} /> : undefined}
      />
      <DeviceBoard
        start={{ devices, findings: findings.rows }}
        mailboxId={mailboxId}
        revision={revision}
        owner
        mayWrite={may(actor, 'mailbox:write')}
        mayResolve={may(actor, 'device:write')}
      />
    </>
  );
}
