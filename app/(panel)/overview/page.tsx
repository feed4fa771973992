import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { PageHeader } from '@/components/ui/page-header';
import {
  nodeStates,
  readDeferredMail,
  readFailures,
  readHandshakes,
  sessionCounts,
  sessionsOfDay,
} from '@/lib/activity';
import { listAudit } from '@/lib/audit';
import { listFindings } from '@/lib/devices';
import { requireActor } from '@/lib/identity';
import { readFigures } from '@/lib/mailboxes';
import { may } from '@/lib/tenancy';
import { OverviewBoard } from './overview-board';

export const generateMetadata = pageTitle('overview');

export default async function OverviewPage() {
  const actor = await requireActor();
  if (!may(actor, 'mailbox:read')) redirect('/');
  const t = await getTranslations('overview');
  const [figures, counts, day, failures, handshakes, deferred, findings, audit, nodes] = await Promise.all([
    readFigures(actor),
    sessionCounts(actor),
    sessionsOfDay(actor, new Date()),
    readFailures(actor),
    readHandshakes(actor),
    readDeferredMail(actor),
    listFindings(actor, { take: 4 }),
    listAudit(actor, { changes: true, take: 5 }),
    may(actor, 'node:read') ? nodeStates(actor) : null,
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description', { tenant: actor.tenantName ?? '' })} />
      <OverviewBoard
        figures={figures}
        counts={counts}
        day={day}
        failures={failures}
        handshakes={handshakes}
        deferred={deferred}
        findings={findings}
        audit={audit}
        nodes={nodes}
        mayCreate={may(actor, 'domain:write')}
        mayWrite={may(actor, 'mailbox:write')}
        mayResolve={may(actor, 'device:write')}
      />
    </>
  );
}
