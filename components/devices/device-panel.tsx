'use client';

import { MonitorSmartphone } from 'lucide-react';
import { useFormatter } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { DisconnectDialog } from '@/components/sessions/disconnect-dialog';
import { useSessionStream } from '@/components/sessions/use-session-stream';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import type { Device, Finding } from '@/lib/devices/shapes';
import type { DeviceActions, DeviceReads, FindingActions } from './actions';
import { DayTimeline } from './day-timeline';
import { DeviceSheet } from './device-sheet';
import { DeviceTable } from './device-table';
import { FindingList } from './finding-list';
import { MailboxPicture } from './mailbox-picture';
import { WhatIf } from './what-if';
import { useDeviceWords, whole } from './words';

/** The list is read this long after a session changed, and again when the worker must have derived its device. */
const rereadMs = 1_200;
const surelyMs = 4_000;
/** Devices not seen for a month are hidden behind a button. */
const staleMs = 30 * 86_400_000;

/** The devices of one mailbox: findings, picture, day and simulation. */
export function DevicePanel({
  start,
  mailboxId,
  revision,
  initial,
  reads,
  actions,
  findingActions,
}: {
  start: { devices: Device[]; findings: Finding[] };
  mailboxId: string;
  revision: number;
  /** The device, or a part of one, whose sheet is open at first. */
  initial: string | null;
  reads: DeviceReads;
  /** Absent for read-only readers. */
  actions?: DeviceActions;
  findingActions?: FindingActions;
}) {
  const { t } = useDeviceWords();
  const format = useFormatter();
  const [state, setState] = useState(start);
  const [changed, setChanged] = useState(0);
  const [chosen, setChosen] = useState(initial);
  const [disconnecting, setDisconnecting] = useState<Device | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [all, setAll] = useState(false);
  const [showsResolved, setShowsResolved] = useState(false);
  const timers = useRef<{ soon?: ReturnType<typeof setTimeout>; surely?: ReturnType<typeof setTimeout> }>({});

  const read = useCallback(async () => {
    const answer = await reads.devices({ mailboxId });
    if (!answer.ok) return;
    setState(answer.data);
    setChanged((count) => count + 1);
  }, [reads, mailboxId]);
  const again = useCallback(() => {
    const at = timers.current;
    at.soon ??= setTimeout(() => {
      at.soon = undefined;
      void read();
    }, rereadMs);
    clearTimeout(at.surely);
    at.surely = setTimeout(() => void read(), surelyMs);
  }, [read]);
  useEffect(() => {
    const at = timers.current;
    // Events just before the page was rendered may only be processed now.
    again();
    return () => {
      clearTimeout(at.soon);
      clearTimeout(at.surely);
      at.soon = undefined;
    };
  }, [again]);
  const stream = useSessionStream(revision, {
    onRows: (rows) => {
      if (rows.some((row) => row.mailboxId === mailboxId)) again();
    },
    onReset: again,
  });

  const { devices, findings } = state;
  const open = findings.filter(({ state: at }) => at === 'open');
  const closed = findings.filter(({ state: at }) => at !== 'open');
  const flagged = new Set(open.flatMap(({ deviceIds }) => deviceIds));
  const young = devices.filter((device) =>
    whole(device).some(({ lastSeenAt }) => Date.now() - Date.parse(lastSeenAt) < staleMs),
  );
  const shown = all ? devices : young;
  const device = devices.find((one) => whole(one).some(({ id }) => id === chosen)) ?? null;

  if (devices.length === 0) {
    return (
      <>
        <FindingList findings={open} actions={findingActions} onChanged={read} />
        <EmptyState icon={<MonitorSmartphone />} title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      </>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      {stream.state === 'lost' && (
        <Notice tone="warn">
          {t('lost', { at: stream.lastAt ? format.dateTime(stream.lastAt, { timeStyle: 'medium' }) : '–' })}
        </Notice>
      )}
      {findings.length > 0 && (
        <section aria-label={t('finding.list')} className="flex flex-col gap-2">
          <FindingList findings={showsResolved ? findings : open} actions={findingActions} onChanged={read} />
          {closed.length > 0 && (
            <div>
              <Button
                size="sm"
                variant="ghost"
                aria-expanded={showsResolved}
                onClick={() => setShowsResolved(!showsResolved)}
              >
                {t(showsResolved ? 'finding.hideResolved' : 'finding.showResolved', { count: closed.length })}
              </Button>
            </div>
          )}
        </section>
      )}
      <section aria-labelledby="devices-title">
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <h2 id="devices-title" className="mr-auto font-semibold text-base">
            {t('picture.title', { count: shown.length })}
          </h2>
          <Button size="sm" variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'picture.asPicture' : 'picture.asTable')}
          </Button>
        </div>
        {asTable ? (
          <DeviceTable devices={shown} onChoose={({ id }) => setChosen(id)} />
        ) : (
          <MailboxPicture devices={shown} chosen={chosen} flagged={flagged} onChoose={({ id }) => setChosen(id)} />
        )}
        {devices.length > young.length && (
          <Button size="sm" variant="ghost" className="mt-2" onClick={() => setAll(!all)}>
            {t(all ? 'picture.lessOld' : 'picture.moreOld', { count: devices.length - young.length })}
          </Button>
        )}
      </section>
      <DayTimeline mailboxId={mailboxId} devices={devices} read={reads.day} changed={changed} />
      <WhatIf devices={shown} />
      <DeviceSheet
        key={device?.id}
        device={device}
        others={devices.filter(({ id }) => id !== device?.id)}
        reads={reads}
        {...(actions ? { actions } : {})}
        onEnd={setDisconnecting}
        onChanged={read}
        onClose={() => setChosen(null)}
      />
      {actions?.disconnect && (
        <DisconnectDialog
          target={disconnecting ? { kind: 'device', deviceId: disconnecting.id } : null}
          actions={actions.disconnect}
          onClose={() => {
            setDisconnecting(null);
            again();
          }}
        />
      )}
    </div>
  );
}
