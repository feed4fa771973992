import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { requireActor } from '@/lib/identity';
import { countUnreadNotices } from '@/lib/notices';
import { may } from '@/lib/tenancy';
import { TopBar } from './top-bar';
import './mail.css';

/** The shell of a mailbox's owner: mail fills the window, under a bar with the other pages. */
export default async function MailLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (!may(actor, 'mail:use')) redirect('/overview');
  const t = await getTranslations('mail');
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <a
        href="#messages"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        {t('skip')}
      </a>
      <TopBar address={actor.name} unreadNotices={await countUnreadNotices(actor)} />
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  );
}
