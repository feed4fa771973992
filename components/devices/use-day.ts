'use client';

import { useEffect, useState } from 'react';
import type { Day } from '@/lib/devices/shapes';

export type ReadDay = (input: {
  mailboxId: string;
  day: string;
  zone: string;
}) => Promise<{ ok: true; data: Day } | { ok: false }>;

/** The calendar day (YYYY-MM-DD) of an instant in a time zone. */
export function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/** Adds days to a date. Noon in UTC avoids a change of date. */
export function shiftDay(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000, 'UTC');
}

/** Reads one day of a mailbox, again when `revision` changes. */
export function useDay(
  read: ReadDay,
  {
    mailboxId,
    day,
    zone,
    revision,
  }: {
    mailboxId: string;
    day: string;
    zone: string;
    revision: number;
  },
) {
  const [loaded, setLoaded] = useState<Day | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `attempt` are reasons to read again, not inputs
  useEffect(() => {
    let abandoned = false;
    read({ mailboxId, day, zone }).then(
      (answer) => {
        if (abandoned) return;
        setFailed(!answer.ok);
        if (answer.ok) setLoaded(answer.data);
      },
      () => !abandoned && setFailed(true),
    );
    return () => {
      abandoned = true;
    };
  }, [mailboxId, day, zone, read, revision, attempt]);
  return {
    day: loaded?.day === day ? loaded : null,
    failed,
    retry: () => setAttempt((before) => before + 1),
  };
}
