'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { NetworkBlocks } from '@/components/accounts/network-blocks';
import { SetUp } from '@/components/accounts/set-up';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { formatBytes } from '@/components/ui/format-bytes';
import { MoreMenu } from '@/components/ui/more-menu';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Progress } from '@/components/ui/progress';
import { Tabs } from '@/components/ui/tabs';
import { useChange } from '@/components/use-change';
import type { Forward } from '@/lib/aliases/shapes';
import type { ClientSettings } from '@/lib/client-setup/shapes';
import type { AppPasswordRow, NetworkBlockRow } from '@/lib/credentials/shapes';
import type { Device, Finding } from '@/lib/devices/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import type { Sending } from '@/lib/outbound/shapes';
import { DeviceBoard } from '../../devices/device-board';
import { ViewAsDialog } from '../../view-as-dialog';
import { resumeAction } from '../actions';
import { blockActions } from '../block-actions';
import { AppPasswords } from './app-passwords';
import { MailboxSettings } from './mailbox-settings';
import type { Factors } from './owners-factors';
import { RemoveDialog } from './remove-dialog';
import { SendingSuspension } from './sending-panel';
import { SuspendDialog } from './suspend-dialog';

export function MailboxDetail({
  mailbox,
  devices,
  revision,
  appPasswords,
  blocks,
  forward,
  factors,
  sending,
  settings,
  tab,
  device,
  mayWrite,
  mayResolve,
  mayView,
}: {
  mailbox: MailboxRow;
  devices: { devices: Device[]; findings: Finding[] };
  revision: number;
  appPasswords: AppPasswordRow[];
  blocks: NetworkBlockRow[];
  forward: Forward;
  factors: Factors;
  sending: Sending | null;
  settings: ClientSettings;
  tab: string;
  /** The device whose sheet is open. */
  device: string | null;
  mayWrite: boolean;
  mayResolve: boolean;
  mayView: boolean;
}) {
  const t = useTranslations('mailboxes');
  const report = useTranslations('report.pop3');
  const blockWords = useTranslations('accounts.block');
  const locale = useLocale();
  const [open, setOpen] = useState(tab);
  const [suspending, setSuspending] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [viewing, setViewing] = useState(false);
  const resume = useChange(resumeAction, {
    done: () => t('resumed', { address: mailbox.address }),
  });
  const search = encodeURIComponent(mailbox.address);

  return (
    <>
      <PageHeader
        title={
          <span className="break-all font-mono text-[0.9em]" title={mailbox.address}>
            {readableAddress(mailbox.address)}
          </span>
        }
        crumbs={[
          { label: t('title'), href: '/mailboxes' },
          { label: readableAddress(mailbox.domainName), href: `/domains/${mailbox.domainId}` },
        ]}
        description={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {mailbox.displayName ? <span>{mailbox.displayName}</span> : null}
            <Badge tone={mailbox.suspendedAt ? 'warn' : 'good'}>
              {mailbox.suspendedAt ? t('suspended') : t('active')}
            </Badge>
            <span className="inline-flex items-center gap-2">
              <Progress
                alarm
                className="w-28"
                value={mailbox.usedBytes}
                max={mailbox.quotaBytes}
                label={t('storageOf', { address: mailbox.address })}
              />
              {t('usedOf', {
                used: formatBytes(mailbox.usedBytes, locale),
                quota: formatBytes(mailbox.quotaBytes, locale),
              })}
            </span>
            <Link href={`/sessions?mailbox=${mailbox.id}&state=all`} className="text-accent hover:underline">
              {t('toSessions')}
            </Link>
            <Link href={`/trail?mailbox=${mailbox.id}`} className="text-accent hover:underline">
              {t('toTrail')}
            </Link>
            <Link href={`/sessions/report/pop3?mailbox=${mailbox.id}`} className="text-accent hover:underline">
              {report('link')}
            </Link>
            <Link href={`/audit?q=${search}`} className="text-accent hover:underline">
              {t('toAudit')}
            </Link>
          </span>
        }
        actions={
          mayWrite ? (
            <>
              {mailbox.suspendedAt ? (
                <Button pending={resume.pending} onClick={() => resume.run({ mailboxId: mailbox.id })}>
                  {t('resume')}
                </Button>
              ) : (
                <Button onClick={() => setSuspending(true)}>{t('suspend')}</Button>
              )}
              <MoreMenu
                label={t('more')}
                items={[
                  { label: t('disconnectSessions'), href: `/sessions?mailbox=${mailbox.id}&end=1` },
                  ...(mayView ? [{ label: t('viewAs'), onSelect: () => setViewing(true) }] : []),
                  { label: t('remove'), danger: true, onSelect: () => setRemoving(true) },
                ]}
              />
            </>
          ) : undefined
        }
      />
      {mailbox.suspendedAt ? (
        <Notice tone="warn" className="mb-4">
          {t('suspendedText', { reason: mailbox.suspendReason ?? '' })}
        </Notice>
      ) : null}
      {sending?.suspension ? (
        <div className="mb-4">
          <SendingSuspension mailbox={mailbox} sending={sending} mayWrite={mayWrite} />
        </div>
      ) : null}
      <Tabs
        value={open}
        onValueChange={(next) => {
          setOpen(next);
          window.history.replaceState(null, '', `/mailboxes/${mailbox.id}?tab=${next}`);
        }}
        tabs={[
          {
            value: 'devices',
            label: t('tab.devices'),
            content: (
              <DeviceBoard
                start={devices}
                mailboxId={mailbox.id}
                revision={revision}
                chosen={device}
                owner={false}
                mayWrite={mayWrite}
                mayResolve={mayResolve}
              />
            ),
          },
          {
            value: 'settings',
            label: t('tab.settings'),
            content: (
              <MailboxSettings
                mailbox={mailbox}
                devices={devices.devices}
                forward={forward}
                factors={factors}
                sending={sending}
                appPasswords={appPasswords}
                mayWrite={mayWrite}
              />
            ),
          },
          {
            value: 'security',
            label: t('tab.security'),
            content: (
              <div className="flex flex-col gap-8">
                <AppPasswords mailbox={mailbox} appPasswords={appPasswords} mayWrite={mayWrite} />
                <div>
                  <h2 className="mb-2 font-semibold text-base">{blockWords('title')}</h2>
                  <NetworkBlocks mailboxId={mailbox.id} blocks={blocks} mayWrite={mayWrite} actions={blockActions} />
                </div>
              </div>
            ),
          },
          {
            value: 'setup',
            label: t('tab.setup'),
            content: (
              <SetUp
                address={mailbox.address}
                settings={settings}
                protocols={mailbox.protocols}
                devices={devices.devices}
              />
            ),
          },
        ]}
      />
      <SuspendDialog mailbox={mailbox} open={suspending} onOpenChange={setSuspending} />
      {viewing ? (
        <ViewAsDialog
          target={{ kind: 'mailbox', id: mailbox.id }}
          name={mailbox.address}
          onClose={() => setViewing(false)}
        />
      ) : null}
      <RemoveDialog mailbox={mailbox} open={removing} onOpenChange={setRemoving} />
    </>
  );
}
