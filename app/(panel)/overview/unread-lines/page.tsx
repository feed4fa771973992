import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { nodeStates, readUnreadLines } from '@/lib/activity';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { UnreadLines } from './unread-lines';

export async function generateMetadata() {
  return { title: (await getTranslations('overview.unreadLines'))('title') };
}

export default async function UnreadLinesPage({ searchParams }: PageProps<'/overview/unread-lines'>) {
  const actor = await requireActor('node:read');
  const { node } = await searchParams;
  const state = (await nodeStates(actor)).find(({ name }) => name === node);
  if (!state) notFound();
  const rows = await readUnreadLines(actor, state.name);
  return <UnreadLines node={state} rows={rows} mayForget={may(actor, 'platform:write')} />;
}
