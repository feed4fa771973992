'use client';

import Link from 'next/link';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { StreamState } from '@/components/sessions/use-session-stream';
import { Notice } from '@/components/ui/notice';
import type { NodeState } from '@/lib/activity/shapes';

/** A node's agent reports every few seconds. After this many without a report its list is outdated. */
const quietSeconds = 20;

/** Shown when this page has lost its connection. */
export function StreamStrip({ state, since }: { state: StreamState; since: number | null }) {
  const t = useTranslations('sessions.strip');
  const format = useFormatter();
  if (state === 'signed-out') {
    return (
      <Notice tone="warn" className="mb-3">
        {t('signedOut')}{' '}
        <Link href="/sign-in" className="underline">
          {t('signIn')}
        </Link>
      </Notice>
    );
  }
  if (state !== 'lost') return null;
  return (
    <Notice tone="warn" className="mb-3">
      {t('lost', { at: since ? format.dateTime(since, { timeStyle: 'medium' }) : '–' })}
    </Notice>
  );
}

/** Nodes without a current report, so that "no data" is not mistaken for "no sessions". */
export function NodeStrips({ nodes }: { nodes: NodeState[] }) {
  const t = useTranslations('sessions.strip');
  const ofNode = useTranslations('overview.node');
  const format = useFormatter();
  const now = useNow({ updateInterval: 1000 });
  if (nodes.length === 0)
    return (
      <Notice tone="warn" className="mb-3">
        {t('noNodes')}
      </Notice>
    );
  return nodes.map((node) => {
    if (!node.reportedAt) {
      return (
        <Notice key={node.name} tone="warn" className="mb-3">
          {t('nodeNever', { node: node.name })}
        </Notice>
      );
    }
    const reportedAt = new Date(node.reportedAt);
    const seconds = Math.round((now.getTime() - reportedAt.getTime()) / 1000);
    if (seconds > quietSeconds) {
      return (
        <Notice key={node.name} tone="warn" className="mb-3">
          {t('node', {
            node: node.name,
            ago: format.number(seconds, { style: 'unit', unit: 'second', unitDisplay: 'short' }),
            count: node.live,
            at: format.dateTime(reportedAt, { timeStyle: 'medium' }),
          })}
        </Notice>
      );
    }
    return node.trouble ? (
      <Notice key={node.name} tone="warn" className="mb-3">
        {t('nodeTrouble', {
          node: node.name,
          trouble: ofNode(`troubles.${node.trouble}`, { detail: node.troubleDetail ?? '' }),
        })}
      </Notice>
    ) : null;
  });
}
