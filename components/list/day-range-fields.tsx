import { useTimeZone, useTranslations } from 'next-intl';
import { Input } from '@/components/ui/field';
import type { DayRange } from '@/lib/db/shapes';

/** Two days between which a list is shown, both included, in the reader's time zone. */
export function DayRangeFields({ days, onChange }: { days: DayRange; onChange: (days: DayRange) => void }) {
  const t = useTranslations('list.days');
  const zone = useTimeZone() ?? 'UTC';
  const field = (name: 'from' | 'to') => (
    <label htmlFor={`days-${name}`} className="flex items-center gap-1.5 text-ink-2 text-xs">
      {t(name)}
      <Input
        id={`days-${name}`}
        type="date"
        className="w-36"
        value={days[name] ?? ''}
        min={name === 'to' ? (days.from ?? undefined) : undefined}
        max={name === 'from' ? (days.to ?? undefined) : undefined}
        onChange={({ target }) => onChange({ ...days, zone, [name]: target.value || null })}
      />
    </label>
  );
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t('label')}</legend>
      {field('from')}
      {field('to')}
    </fieldset>
  );
}
