'use client';

import Link from 'next/link';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { NodeState } from '@/lib/activity/shapes';

/** An agent reports every few seconds. After this many without a report the node counts as not seen. */
const quietSeconds = 20;

/** The mail servers and the state of each. */
export function NodeList({ nodes }: { nodes: NodeState[] }) {
  const t = useTranslations('overview.node');
  const format = useFormatter();
  const now = useNow({ updateInterval: 1000 });
  if (nodes.length === 0) return <p className="text-ink-2 text-sm">{t('none')}</p>;
  return (
    <ul className="flex flex-col gap-3">
      {nodes.map((node) => {
        const seconds = node.reportedAt ? Math.round((now.getTime() - Date.parse(node.reportedAt)) / 1000) : null;
        const state = seconds === null ? 'never' : seconds > quietSeconds ? 'quiet' : node.trouble ? 'trouble' : 'good';
        return (
          <li key={node.name} className="flex flex-col gap-1">
            <div className="flex items-center gap-2">
              <span className="mono font-medium">{node.name}</span>
              <Badge tone={state === 'good' ? 'good' : state === 'trouble' ? 'warn' : 'bad'}>{t(state)}</Badge>
              {node.version ? <span className="ml-auto text-ink-3 text-xs">Dovecot {node.version}</span> : null}
            </div>
            <p className="text-ink-2 text-xs">
              {state === 'never'
                ? t('neverText')
                : state === 'quiet'
                  ? t('quietText', {
                      ago: format.number(seconds ?? 0, { style: 'unit', unit: 'second', unitDisplay: 'short' }),
                      count: node.live,
                      at: format.dateTime(new Date(node.reportedAt ?? 0), { timeStyle: 'medium' }),
                    })
                  : state === 'trouble'
                    ? t(`troubles.${node.trouble}`, { detail: node.troubleDetail ?? '' })
                    : node.reconciledAt
                      ? t.rich('goodText', { count: node.live, time: () => <Time value={node.reconciledAt ?? ''} /> })
                      : t('freshText', { count: node.live })}
            </p>
            {node.unreadLines > 0 ? (
              <p className="text-xs">
                <Link
                  href={`/overview/unread-lines?node=${encodeURIComponent(node.name)}`}
                  className="rounded-sm text-accent underline-offset-2 hover:underline"
                >
                  {t('unreadLines', { count: node.unreadLines })}
                </Link>
              </p>
            ) : null}
            {node.driftMissing + node.driftUnknown > 0 ? (
              <p className="text-warn text-xs">
                {t('drift', { missing: node.driftMissing, unknown: node.driftUnknown })}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
