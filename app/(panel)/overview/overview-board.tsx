'use client';

import { Globe } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { SessionsChart } from '@/components/ui/chart';
import { EmptyState } from '@/components/ui/empty-state';
import { useRefresh } from '@/components/use-refresh';
import type {
  DayPoint,
  DeferredMail,
  FailedHandshake,
  Failures,
  NodeState,
  SessionCounts,
} from '@/lib/activity/shapes';
import type { AuditRow } from '@/lib/audit/shapes';
import type { Finding } from '@/lib/devices/shapes';
import type { Figures } from '@/lib/mailboxes/shapes';
import { FindingBoard } from '../findings/finding-board';
import { ChangesToday } from './changes-today';
import { DeferredMessages } from './deferred-messages';
import { FailedHandshakes } from './failed-handshakes';
import { FailedSignIns } from './failed-sign-ins';
import { FigureRow } from './figure-row';
import { NodeList } from './node-list';

export interface Overview {
  figures: Figures;
  counts: SessionCounts;
  day: DayPoint[];
  failures: Failures;
  handshakes: FailedHandshake[];
  deferred: DeferredMail;
  findings: { rows: Finding[]; open: number };
  audit: AuditRow[];
  /** Null for roles that do not see the servers. */
  nodes: NodeState[] | null;
  mayCreate: boolean;
  mayWrite: boolean;
  mayResolve: boolean;
}

export function OverviewBoard(overview: Overview) {
  const {
    figures,
    counts,
    day,
    failures,
    handshakes,
    deferred,
    findings,
    audit,
    nodes,
    mayCreate,
    mayWrite,
    mayResolve,
  } = overview;
  const t = useTranslations('overview');
  useRefresh(20_000);
  return (
    <div className="flex flex-col gap-6">
      <FigureRow figures={figures} counts={counts} failures={failures.total} />
      {figures.mailboxes === 0 && mayCreate ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState
            icon={<Globe />}
            title={t('emptyTitle')}
            action={
              <Button variant="primary" asChild>
                <Link href="/domains">{t('emptyAction')}</Link>
              </Button>
            }
          >
            {t('emptyText')}
          </EmptyState>
        </div>
      ) : null}
      {findings.rows.length > 0 ? (
        <section className="min-w-0">
          <div className="mb-2 flex items-baseline gap-2">
            <h2 className="font-semibold text-base">{t('findings')}</h2>
            <p className="text-ink-3 text-xs">{t('findingsHint')}</p>
            <Link
              href="/findings"
              className="ml-auto rounded-sm text-accent text-xs underline-offset-2 hover:underline"
            >
              {t('allFindings', { count: findings.open })}
            </Link>
          </div>
          <FindingBoard findings={findings.rows} mayWrite={mayWrite} mayResolve={mayResolve} />
        </section>
      ) : null}
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Section title={t('day')} hint={t('dayHint')}>
          <SessionsChart points={day} label={t('day')} height={260} />
        </Section>
        <div className="flex min-w-0 flex-col gap-6">
          {nodes ? (
            <Section title={t('nodes')}>
              <NodeList nodes={nodes} />
            </Section>
          ) : null}
          <Section title={t('failed')} hint={t('lastDay')}>
            <FailedSignIns failures={failures} />
            <FailedHandshakes handshakes={handshakes} />
          </Section>
          <Section title={t('deferred.title')} hint={t('deferred.hint')}>
            <DeferredMessages deferred={deferred} />
          </Section>
        </div>
      </div>
      <Section
        title={t('changes')}
        aside={
          <Link href="/audit" className="rounded-sm text-accent text-xs underline-offset-2 hover:underline">
            {t('allChanges')}
          </Link>
        }
      >
        <ChangesToday rows={audit} />
      </Section>
    </div>
  );
}

function Section({
  title,
  hint,
  aside,
  children,
}: {
  title: string;
  hint?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="min-w-0">
      <div className="mb-2 flex items-baseline gap-2">
        <h2 className="font-semibold text-base">{title}</h2>
        {hint ? <p className="text-ink-3 text-xs">{hint}</p> : null}
        {aside ? <div className="ml-auto">{aside}</div> : null}
      </div>
      <div className="rounded-lg border border-line bg-surface p-4">{children}</div>
    </section>
  );
}
