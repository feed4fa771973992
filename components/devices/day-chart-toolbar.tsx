'use client';

import { ZoomIn, ZoomOut } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DayLegend } from './day-legend';
import { useDeviceWords } from './words';

export function DayChartToolbar({ onZoom, onShowAll }: { onZoom: (factor: number) => void; onShowAll: () => void }) {
  const { t } = useDeviceWords();
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-sunken px-3 py-1.5">
      <DayLegend />
      <div className="ml-auto flex items-center gap-1">
        <Button variant="ghost" size="icon" aria-label={t('day.zoomOut')} onClick={() => onZoom(2)}>
          <ZoomOut aria-hidden />
        </Button>
        <Button variant="ghost" size="icon" aria-label={t('day.zoomIn')} onClick={() => onZoom(0.5)}>
          <ZoomIn aria-hidden />
        </Button>
        <Button variant="ghost" size="sm" onClick={onShowAll}>
          {t('day.whole')}
        </Button>
      </div>
    </div>
  );
}
