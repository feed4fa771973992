'use client';

import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/use-action';
import { endViewAction } from './actions';

interface Props {
  view: { viewer: string; name: string; reason: string; expiresAt: string };
}

/** On every page while viewing as somebody else: who, as whom, why, the time left, and the button to end the view. */
export function ViewBanner({ view }: Props) {
  const t = useTranslations('viewAs');
  const left = useMinutesLeft(view.expiresAt);
  const end = useAction(endViewAction, { onDone: leave });
  return (
    <section
      aria-label={t('label')}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 bg-warn-soft px-3 py-2 text-sm text-warn sm:px-6"
    >
      <Eye aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 break-words">
        {t.rich('banner', { viewer: view.viewer, name: view.name, b: (text) => <strong>{text}</strong> })}
      </p>
      <p className="min-w-0 flex-1 break-words">{t('bannerReason', { reason: view.reason })}</p>
      <p className="tabular-nums" suppressHydrationWarning>
        {t('left', { minutes: left })}
      </p>
      <Button size="sm" pending={end.pending} onClick={() => end.run(undefined)}>
        {t('end')}
      </Button>
    </section>
  );
}

/** The whole minutes left. The page is left when there are none. */
function useMinutesLeft(expiresAt: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= Date.parse(expiresAt)) leave();
    }, 5_000);
    return () => clearInterval(timer);
  }, [expiresAt]);
  return Math.max(0, Math.floor((Date.parse(expiresAt) - now) / 60_000));
}

/** Loads a new document, so that nothing of the other person's pages stays in memory. */
function leave(): void {
  location.assign('/');
}
