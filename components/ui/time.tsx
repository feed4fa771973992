'use client';

import { useLocale, useNow } from 'next-intl';
import { useCallback, useSyncExternalStore } from 'react';
import { relativeTime } from './relative-time';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for every time on the page. A listener re-renders only when its own text changes. */
function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const never = () => () => {};

/** A relative time that updates itself, with the exact time and zone on hover. */
export function Time({
  value,
  exact = false,
  className,
}: {
  value: string | Date;
  /** Shows the exact time instead of the relative one. */
  exact?: boolean;
  className?: string;
}) {
  const locale = useLocale();
  const rendered = useNow();
  const iso = typeof value === 'string' ? value : value.toISOString();
  const words = useCallback((now: number) => relativeTime(Date.parse(iso), now, locale), [iso, locale]);
  const relative = useSyncExternalStore(
    exact ? never : onTick,
    () => words(Date.now()),
    () => words(rendered.getTime()),
  );
  // The server may not know the time zone of the reader, so the instant is shown in UTC until hydration.
  const instant = useSyncExternalStore(
    never,
    () => exactTime(iso, locale, undefined),
    () => exactTime(iso, locale, 'UTC'),
  );
  return (
    <time dateTime={iso} title={exact ? undefined : instant} className={className}>
      {exact ? instant : relative}
    </time>
  );
}

function exactTime(iso: string, locale: string, timeZone: string | undefined): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(at);
}
