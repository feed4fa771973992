'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { UsageBars } from '@/components/accounts/usage-bars';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import type { LogRetention } from '@/lib/activity/shapes';
import type { SendingUse as Use } from '@/lib/outbound/shapes';
import type { SuspensionPreview, TenantDetail } from '@/lib/tenants/shapes';
import { SendingLimitsForm } from '../../mailboxes/[mailboxId]/sending-limits-form';
import { SendingUse } from '../../mailboxes/[mailboxId]/sending-panel';
import { resumeTenantAction } from '../actions';
import { SessionLogForm } from '../session-log-form';
import { LimitsForm } from './limits-form';
import { SuspendTenantDialog } from './suspend-tenant-dialog';

interface TenantProps {
  tenant: TenantDetail;
  /** Present for those who may change it, like `sessionLog` and `outbound`. */
  preview: SuspensionPreview | null;
  sessionLog: LogRetention | null;
  /** How many recipients its mailboxes sent to, and may. */
  outbound: Use | null;
}

/** A customer or reseller: usage, limits, retention of the session log, and suspension. */
export function TenantPage({ tenant, preview, sessionLog, outbound }: TenantProps) {
  const t = useTranslations('customers');
  const report = useTranslations('report.pop3');
  const [asking, setAsking] = useState(false);
  const { name } = tenant;
  const resume = useChange(resumeTenantAction, {
    done: ({ mailboxes }) => t('resumed', { name, count: mailboxes }),
  });
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[
          { label: t('title'), href: '/customers' },
          ...(tenant.reseller ? [{ label: tenant.reseller.name, href: `/customers/${tenant.reseller.id}` }] : []),
        ]}
        description={
          <span className="inline-flex items-center gap-2">
            {t(`kind.${tenant.kind}`)}
            {tenant.suspendedAt ? <Badge tone="bad">{t('suspended')}</Badge> : null}
          </span>
        }
        actions={
          <>
            <Button asChild>
              <Link href={`/domains?${new URLSearchParams({ search: name })}`}>{t('toDomains')}</Link>
            </Button>
            <Button asChild>
              <Link href={`/sessions/report/pop3?tenant=${tenant.id}`}>{report('link')}</Link>
            </Button>
            {preview ? (
              <Button asChild>
                <Link href={`/sessions?tenant=${tenant.id}&end=1`}>{t('disconnectSessions')}</Link>
              </Button>
            ) : null}
            {preview && !tenant.suspendedAt ? (
              <Button variant="danger" onClick={() => setAsking(true)}>
                {t('suspend')}
              </Button>
            ) : null}
          </>
        }
      />
      <div className="flex flex-col gap-8">
        {tenant.suspendedAt ? (
          <Notice
            tone="bad"
            action={
              preview ? (
                <Button pending={resume.pending} onClick={() => resume.run({ tenantId: tenant.id })}>
                  {t('resume')}
                </Button>
              ) : undefined
            }
          >
            <p>
              {t('suspendedSince')} <Time value={tenant.suspendedAt} />: {tenant.suspendReason ?? '–'}
            </p>
            <p>{tenant.holdsMail ? t('mailHeld') : t('mailDelivered')}</p>
          </Notice>
        ) : null}
        <section className="flex flex-col gap-3">
          <h2 className="font-medium">{t('useTitle')}</h2>
          <UsageBars use={tenant.use} />
          <p className="max-w-3xl text-ink-3 text-xs">{t('useText')}</p>
        </section>
        {preview ? <LimitsForm tenant={tenant} /> : null}
        {outbound ? (
          <section className="flex max-w-3xl flex-col gap-3">
            <div>
              <h2 className="font-medium">{t('outbound.title')}</h2>
              <p className="text-ink-2 text-sm">{t('outbound.text')}</p>
            </div>
            <SendingUse sending={outbound} />
            <SendingLimitsForm level={outbound.level} id={tenant.id} own={outbound.own} />
          </section>
        ) : null}
        {sessionLog ? (
          <section className="flex flex-col gap-3">
            <div>
              <h2 className="font-medium">{t('sessionLog.title')}</h2>
              <p className="max-w-3xl text-ink-2 text-sm">{t('sessionLog.text')}</p>
            </div>
            <SessionLogForm tenantId={tenant.id} log={sessionLog} />
          </section>
        ) : null}
      </div>
      {preview ? (
        <SuspendTenantDialog tenant={tenant} preview={preview} open={asking} onOpenChange={setAsking} />
      ) : null}
    </>
  );
}
