import { CircleCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { FindingMailChoice } from '@/components/devices/finding-mail-choice';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listFindings, readFindingMail } from '@/lib/devices';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { setFindingMailAction } from '../devices/actions';
import { FindingBoard } from './finding-board';

export const generateMetadata = pageTitle('overview', 'findings');

export default async function FindingsPage() {
  const actor = await requireActor('mailbox:read');
  const [{ rows, open }, mail] = await Promise.all([listFindings(actor, { all: true }), readFindingMail(actor)]);
  const t = await getTranslations('overview');
  return (
    <>
      <PageHeader
        title={t('findings')}
        count={open}
        actions={mail ? <FindingMailChoice start={mail} set={setFindingMailAction} /> : undefined}
      />
      {rows.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title={t('noFindings')} />
      ) : (
        <FindingBoard findings={rows} mayWrite={may(actor, 'mailbox:write')} mayResolve={may(actor, 'device:write')} />
      )}
    </>
  );
}
