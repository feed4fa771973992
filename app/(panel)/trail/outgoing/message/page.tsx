import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { pageTitle } from '@/app/page-title';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { messageTrail, readSent } from '@/lib/trail';
import { eventId } from '@/lib/trail/shapes';
import { queryOf, type SearchParams } from '../../../search-params';
import { MessageTrail } from '../../message/message-trail';
import { viewOf } from '../../message/view-of';
import { SentStory } from './sent-story';

export const generateMetadata = pageTitle('trail', 'outgoing.message');

/** What became of an outgoing message, and then of it in the mailboxes here that the reader may see: ?sent=<id> */
export default async function SentMessagePage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const id = eventId.safeParse((await queryOf(searchParams)).get('sent'));
  const row = id.success ? await readSent(actor, id.data) : null;
  if (!row) notFound();
  const t = await getTranslations('trail');
  const events = row.messageId ? await messageTrail(actor, { messageId: row.messageId }) : [];
  const view = await viewOf(actor, events);
  return (
    <>
      <PageHeader
        title={row.subject || t('outgoing.message')}
        crumbs={[
          { label: t('title'), href: '/trail' },
          { label: t('outgoing.title'), href: '/trail/outgoing' },
          { label: t('outgoing.message') },
        ]}
      />
      <SentStory row={row} mayResend={may(actor, 'trail:resend')} />
      {events.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-3 font-semibold text-base">{t('outgoing.here')}</h2>
          <MessageTrail events={events} {...view} />
        </section>
      )}
    </>
  );
}
