import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { currentProfile, currentView, requireActor } from '@/lib/identity';
import { countUnreadNotices } from '@/lib/notices';
import { setLocaleAction, switchMembershipAction } from './actions';
import { Banner } from './banner';

export default async function PanelLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const profile = await currentProfile();
  if (!profile) redirect('/sign-in');
  const view = await currentView();
  const unreadNotices = await countUnreadNotices(actor);
  const rail = (await cookies()).get('milepost-rail')?.value;
  return (
    <Shell
      person={{ ...profile, role: actor.role }}
      unreadNotices={unreadNotices}
      narrowRail={rail === 'narrow'}
      onLocale={setLocaleAction}
      onMembership={switchMembershipAction}
      banner={view ? <Banner view={view} /> : null}
    >
      {children}
    </Shell>
  );
}
