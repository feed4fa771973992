import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/identity';
import { runsBehind } from '@/lib/retention';
import { may } from '@/lib/tenancy';
import { messageTrail, recoveryUse, unclearSteps } from '@/lib/trail';
import { queryOf, type SearchParams } from '../../search-params';
import { readTrailFilter } from '../filter';
import { MessageTrail } from './message-trail';

export const generateMetadata = pageTitle('trail', 'message.title');

/** From a message's delivery to its removal: ?messageId=<…>&mailbox=<id> */
export default async function MessageTrailPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const query = await queryOf(searchParams);
  const t = await getTranslations('trail');
  const events = await messageTrail(actor, {
    messageId: (query.get('messageId') ?? '').slice(0, 998),
    mailboxId: readTrailFilter(query).mailboxId,
  });
  const areas = await recoveryUse(actor, [...new Set(events.flatMap(({ mailboxId }) => mailboxId ?? []))]);
  const unclear = await unclearSteps(actor, events);
  const runs = await runsBehind(
    actor,
    events.filter(({ kind, service }) => kind === 'removed' && service === 'doveadm'),
  );
  const open = may(actor, 'retention:read');
  return (
    <>
      <PageHeader
        title={events.find(({ subject }) => subject)?.subject ?? t('message.title')}
        crumbs={[{ label: t('title'), href: '/trail' }, { label: t('message.title') }]}
      />
      <MessageTrail
        events={events}
        areas={areas}
        unclear={unclear}
        runs={runs.map((run) => ({ ...run, open }))}
        mayRestore={may(actor, 'trail:restore')}
      />
    </>
  );
}
