import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { listNotices } from '@/lib/notices';
import { NoticeList } from './notice-list';

export async function generateMetadata() {
  return { title: (await getTranslations('notices'))('title') };
}

export default async function NoticesPage() {
  const actor = await requireActor();
  return <NoticeList rows={await listNotices(actor)} viewed={Boolean(actor.viewedBy)} />;
}
