'use client';

import { useTranslations } from 'next-intl';
import { protocolLooks } from '@/components/protocols';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { ProtocolSeries, SessionCounts, SessionRow } from '@/lib/activity/shapes';
import { protocols } from '@/lib/protocols/values';
import { Sparkline } from './sparkline';

/** Connected sessions by protocol, over a line of the last hour. A click filters the list. */
export function ProtocolCounters({
  counts,
  series,
  pressed,
  onPress,
}: {
  counts: SessionCounts;
  series: ProtocolSeries;
  pressed: SessionRow['protocol'] | null;
  onPress: (protocol: SessionRow['protocol'] | null) => void;
}) {
  const t = useTranslations('sessions');
  return (
    <div className="mb-4 grid auto-cols-fr grid-flow-col overflow-hidden rounded-lg border border-line bg-surface">
      {protocols.map((protocol) => {
        const values = [...(series[protocol] ?? []).slice(0, -1), counts[protocol]];
        const peak = Math.max(...values);
        const on = pressed === protocol;
        return (
          <button
            key={protocol}
            type="button"
            aria-pressed={on}
            title={t('counter.label', { protocol: t(`protocol.${protocol}`), count: counts[protocol], peak })}
            onClick={() => onPress(on ? null : protocol)}
            data-protocol={protocol}
            className={`group relative flex min-w-0 flex-col gap-1 border-l border-line px-2 pt-2.5 pb-2 text-left transition-colors first:border-l-0 hover:bg-hover focus-visible:-outline-offset-2 sm:px-4 ${on ? 'bg-hover' : ''}`}
            style={{ '--mark': protocolLooks[protocol].color } as React.CSSProperties}
          >
            <span className="flex items-center gap-1.5 text-xs text-ink-2">
              <ProtocolMark protocol={protocol} plain />
              <span className="truncate max-sm:sr-only">{t(`protocol.${protocol}`)}</span>
            </span>
            <span className="flex items-end gap-4">
              <span className="text-2xl leading-8 font-semibold tabular-nums sm:text-[28px]">{counts[protocol]}</span>
              <span className="min-w-0 flex-1 text-[var(--mark)] max-md:hidden">
                <Sparkline values={values} />
              </span>
            </span>
            <span className="text-[11px] text-ink-3 max-md:hidden">
              {t('counter.peak', { peak })} · {t('counter.lastHour')}
            </span>
            <span
              className={`absolute inset-x-0 bottom-0 h-[3px] bg-[var(--mark)] transition-opacity ${on ? '' : 'opacity-0'}`}
            />
          </button>
        );
      })}
    </div>
  );
}
