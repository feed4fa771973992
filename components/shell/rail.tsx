'use client';

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '../ui/cn';
import { Tooltip } from '../ui/tooltip';
import { Logo } from './logo';
import { isAt, type Place } from './places';

export function Rail({
  places,
  narrow,
  onNarrow,
}: {
  places: Place[];
  narrow: boolean;
  onNarrow: (narrow: boolean) => void;
}) {
  const t = useTranslations('nav');
  const pathname = usePathname();
  const Toggle = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label={t('main')}
      className={cn(
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-line border-r bg-surface sm:flex',
        narrow ? 'w-13' : 'w-50',
      )}
    >
      <Link
        href="/"
        className={cn('flex h-12 shrink-0 items-center gap-2 -outline-offset-2', narrow ? 'justify-center' : 'px-4')}
      >
        <Logo />
        <span className={cn('font-semibold text-base tracking-tight', narrow && 'sr-only')}>Milepost</span>
      </Link>
      <ul className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto p-2">
        {places.map((place) => {
          const here = isAt(pathname, place);
          const Icon = place.icon;
          const link = (
            <Link
              href={place.href}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-2.5 rounded-md text-sm transition-colors',
                narrow ? 'justify-center' : 'px-2',
                here ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              <span className={cn('truncate', narrow && 'sr-only')}>{t(place.name)}</span>
            </Link>
          );
          return (
            <li key={place.name}>
              {narrow ? (
                <Tooltip content={t(place.name)} side="right">
                  {link}
                </Tooltip>
              ) : (
                link
              )}
            </li>
          );
        })}
      </ul>
      <div className="p-2">
        <button
          type="button"
          onClick={() => onNarrow(!narrow)}
          aria-label={narrow ? t('expand') : t('collapse')}
          title={narrow ? t('expand') : t('collapse')}
          className="grid size-8 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
        >
          <Toggle aria-hidden className="size-4" />
        </button>
      </div>
    </nav>
  );
}
