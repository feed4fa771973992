'use client';

import { useFormatter, useTimeZone, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Folder, Person } from '@/lib/webmail/shapes';

/** When a message arrived: the time for today, the weekday for this week, else the date. */
export function useShortTime() {
  const format = useFormatter();
  const timeZone = useTimeZone();
  return useCallback(
    (iso: string, now: number) => {
      const at = new Date(iso);
      const age = now - at.getTime();
      const day = (date: Date) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(date);
      if (day(at) === day(new Date(now)))
        return format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      if (age > 0 && age < 6 * 86_400_000) return format.dateTime(at, { weekday: 'short' });
      if (at.getFullYear() === new Date(now).getFullYear())
        return format.dateTime(at, { day: 'numeric', month: 'short' });
      return format.dateTime(at, { year: 'numeric', month: 'short', day: 'numeric' });
    },
    [format, timeZone],
  );
}

const long = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

export function useLongTime() {
  const format = useFormatter();
  return useCallback((iso: string) => format.dateTime(new Date(iso), long), [format]);
}

export function useFolderName() {
  const t = useTranslations('mail.folder');
  return useCallback(
    (folder: Pick<Folder, 'special' | 'name'> | undefined) =>
      folder ? (folder.special ? t(folder.special) : folder.name) : '',
    [t],
  );
}

export function nameOf({ name, address }: Person): string {
  return name || address;
}
