'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '../ui/cn';
import { Menu } from '../ui/menu';
import { isAt, type Place } from './places';

const entry =
  'flex h-full min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-2xs -outline-offset-2 [&_svg]:size-5';

/** Navigation on a phone: four places in the bar, the others in a menu. */
export function BottomBar({ places }: { places: Place[] }) {
  const t = useTranslations('nav');
  const pathname = usePathname();
  const near = places.length <= 5 ? places : places.slice(0, 4);
  const far = places.slice(near.length);
  return (
    <nav
      aria-label={t('main')}
      className="fixed inset-x-0 bottom-0 z-20 flex h-14 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {near.map((place) => {
        const here = isAt(pathname, place);
        const Icon = place.icon;
        return (
          <Link
            key={place.name}
            href={place.href}
            aria-current={here ? 'page' : undefined}
            className={cn(entry, here ? 'font-medium text-accent' : 'text-ink-2')}
          >
            <Icon aria-hidden />
            <span className="max-w-full truncate">{t(place.name)}</span>
          </Link>
        );
      })}
      {far.length > 0 ? (
        <Menu
          trigger={
            <button
              type="button"
              className={cn(
                entry,
                far.some((place) => isAt(pathname, place)) ? 'font-medium text-accent' : 'text-ink-2',
              )}
            >
              <Ellipsis aria-hidden />
              {t('more')}
            </button>
          }
          items={far.map((place) => {
            const Icon = place.icon;
            return { label: t(place.name), href: place.href, icon: <Icon aria-hidden className="text-ink-3" /> };
          })}
        />
      ) : null}
    </nav>
  );
}
