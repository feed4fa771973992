'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { Locale } from '@/lib/i18n/shapes';
import { cn } from '../ui/cn';
import { BottomBar } from './bottom-bar';
import { CommandPalette } from './command-palette';
import { remember } from './cookie';
import { placesOf } from './places';
import { Rail } from './rail';
import { TopBar } from './top-bar';

export interface ShellPerson {
  name: string;
  email: string;
  role: string;
  webmail: boolean;
  membershipId: string | null;
  memberships: { id: string; role: string; tenant: string; path: string[] }[];
}

export interface ShellProps {
  person: ShellPerson;
  /** Notices that the account has not read yet. */
  unreadNotices: number;
  narrowRail: boolean;
  onLocale: (locale: Locale) => Promise<unknown>;
  onMembership: (membershipId: string) => Promise<unknown>;
  /** Banner above every page while viewing as somebody else. */
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame around every signed-in page: rail, top bar, and on a phone a bar at the bottom. */
export function Shell({ person, unreadNotices, narrowRail, onLocale, onMembership, banner, children }: ShellProps) {
  const t = useTranslations('common');
  const [narrow, setNarrow] = useState(narrowRail);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const places = placesOf(person.role, person.webmail);
  const owner = person.role === 'owner';
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent text-sm focus:translate-y-0"
      >
        {t('skipToContent')}
      </a>
      {owner ? null : (
        <div className="contents print:hidden">
          <Rail
            places={places}
            narrow={narrow}
            onNarrow={(next) => {
              setNarrow(next);
              remember('milepost-rail', next ? 'narrow' : null);
            }}
          />
        </div>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        {/* A printed page is the page alone. */}
        <div className="contents print:hidden">
          {banner}
          <TopBar
            person={person}
            unreadNotices={unreadNotices}
            places={owner ? places : []}
            onSearch={() => setPaletteOpen(true)}
            onLocale={onLocale}
            onMembership={onMembership}
          />
        </div>
        <main
          id="content"
          tabIndex={-1}
          className={cn('w-full min-w-0 max-w-[1760px] flex-1 px-4 pt-5 pb-24 outline-none sm:px-6 sm:pb-10')}
        >
          {children}
        </main>
      </div>
      <div className="contents print:hidden">
        <BottomBar places={places} />
      </div>
      <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} places={places} owner={owner} />
    </div>
  );
}
