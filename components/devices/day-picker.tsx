'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { shiftDay } from './use-day';
import { useDeviceWords } from './words';

interface Props {
  day: string;
  today: string;
  zone: string;
  /** Null follows today, also after midnight. */
  onPick: (day: string | null) => void;
}

export function DayPicker({ day, today, zone, onPick }: Props) {
  const { t } = useDeviceWords();
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <h2 id="day-title" className="mr-auto font-semibold text-base">
        {t('day.title')}
      </h2>
      <Button variant="ghost" size="icon" aria-label={t('day.before')} onClick={() => onPick(shiftDay(day, -1))}>
        <ChevronLeft aria-hidden />
      </Button>
      <Input
        type="date"
        aria-label={t('day.pick')}
        className="w-40"
        value={day}
        max={today}
        onChange={({ target }) => target.value && onPick(target.value)}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('day.after')}
        disabled={day >= today}
        onClick={() => onPick(shiftDay(day, 1))}
      >
        <ChevronRight aria-hidden />
      </Button>
      <Button size="sm" disabled={day === today} onClick={() => onPick(null)}>
        {t('day.today')}
      </Button>
      <span className="text-ink-3 text-xs">{t('day.zone', { zone: zone.replaceAll('_', ' ') })}</span>
    </div>
  );
}
