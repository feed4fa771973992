import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/identity';
import { messageTrail, sentWith } from '@/lib/trail';
import { queryOf, type SearchParams } from '../../search-params';
import { readTrailFilter } from '../filter';
import { SentLinks } from '../outgoing/sent-links';
import { MessageTrail } from './message-trail';
import { viewOf } from './view-of';

export const generateMetadata = pageTitle('trail', 'message.title');

/** From a message's delivery to its removal: ?messageId=<…>&mailbox=<id> */
export default async function MessageTrailPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const query = await queryOf(searchParams);
  const t = await getTranslations('trail');
  const messageId = (query.get('messageId') ?? '').slice(0, 998);
  const [events, sent] = await Promise.all([
    messageTrail(actor, { messageId, mailboxId: readTrailFilter(query).mailboxId }),
    sentWith(actor, messageId),
  ]);
  const view = await viewOf(actor, events);
  return (
    <>
      <PageHeader
        title={events.find(({ subject }) => subject)?.subject ?? t('message.title')}
        crumbs={[{ label: t('title'), href: '/trail' }, { label: t('message.title') }]}
      />
      <SentLinks rows={sent} />
      <MessageTrail events={events} {...view} />
    </>
  );
}
