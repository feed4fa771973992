'use client';

import { Input } from '@/components/ui/field';
import { useDeviceWords } from './words';

const dayMinutes = 1440;

export function Minutes({
  label,
  value,
  min = 1,
  onChange,
}: {
  label: string;
  value: number;
  min?: number;
  onChange: (value: number) => void;
}) {
  const { t } = useDeviceWords();
  return (
    <span className="flex items-center gap-1.5 text-ink-2">
      {label}
      <Input
        type="number"
        aria-label={label}
        min={min}
        max={dayMinutes}
        className="w-20"
        value={value}
        onChange={({ target }) =>
          onChange(Math.min(dayMinutes, Math.max(min, Math.round(Number(target.value)) || min)))
        }
      />
      {t('whatIf.minutes')}
    </span>
  );
}
