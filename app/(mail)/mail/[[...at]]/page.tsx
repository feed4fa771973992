import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Refusal } from '@/lib/errors';
import { requireActor } from '@/lib/identity';
import { listFolders, listMessages, readMessage } from '@/lib/webmail';
import { Mail } from './mail';
import { placeOf } from './place';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mail'))('title') };
}

/** The first render of the webmail: folders, the first rows, and the message in the URL. */
export default async function MailPage({
  params,
  searchParams,
}: {
  params: Promise<{ at?: string[] }>;
  searchParams: Promise<{ q?: string | string[] }>;
}) {
  const actor = await requireActor();
  const { folder, uid } = placeOf(`/mail/${((await params).at ?? []).join('/')}`);
  const { q } = await searchParams;
  const [folders, page, message] = await Promise.all([
    listFolders(actor),
    q ? null : listMessages(actor, { folder, offset: 0, take: 50, query: '' }).catch(absent),
    uid ? readMessage(actor, { folder, uid }).catch(absentOrLater) : null,
  ]);
  if (!q && !page) notFound();
  return <Mail account={actor.id} folders={folders} page={page} message={message} />;
}

/** Null also when too many messages are being read: the pane asks again, and shows it. */
function absentOrLater(error: unknown): null {
  return error instanceof Refusal && error.code === 'busy' ? null : absent(error);
}

/** Null when another device has removed the message; its pane shows that. */
function absent(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not-found') return null;
  throw error;
}
