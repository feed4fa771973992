'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/field';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { Finding, FindingDetails } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import { useDeviceWords } from './words';

/** What somebody should know, the worst first: in a sentence, with remedies that can be pressed. */
export function FindingList({
  findings,
  actions,
  onChanged,
  showMailbox = false,
}: {
  findings: Finding[];
  /** Absent for those who may only look. */
  actions?: FindingActions;
  onChanged: () => void;
  showMailbox?: boolean;
}) {
  const { t } = useDeviceWords();
  if (findings.length === 0) return null;
  return (
    <ul aria-label={t('finding.list')} className="flex flex-col gap-2">
      {findings.map((finding) => (
        <Row key={finding.id} finding={finding} actions={actions} onChanged={onChanged} showMailbox={showMailbox} />
      ))}
    </ul>
  );
}

type Asking = 'pop3-off' | 'pop3-keep' | 'bring-back' | 'resolve' | null;

function Row({
  finding,
  actions,
  onChanged,
  showMailbox,
}: {
  finding: Finding;
  actions?: FindingActions;
  onChanged: () => void;
  showMailbox: boolean;
}) {
  const { t } = useDeviceWords();
  const words = useFindingWords();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const bad = finding.severity === 'bad';
  const Icon = bad ? CircleAlert : TriangleAlert;
  const active = finding.state === 'open';
  return (
    <li
      className={cn(
        'rounded-lg border bg-surface px-4 py-3',
        active ? (bad ? 'border-bad/50' : 'border-warn/50') : 'border-line',
      )}
    >
      <div className="flex items-start gap-3">
        <Icon
          aria-hidden
          className={cn('mt-0.5 size-5 shrink-0', active ? (bad ? 'text-bad' : 'text-warn') : 'text-ink-3')}
        />
        <div className="min-w-0 flex-1">
          {showMailbox && (
            <Link href={`/mailboxes/${finding.mailboxId}`} className="mono text-accent text-xs hover:underline">
              {readableAddress(finding.address)}
            </Link>
          )}
          <p className="text-pretty font-medium">{words.sentence(finding)}</p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-ink-3 text-xs">
            {finding.state !== 'open' && <Badge>{t(`finding.state.${finding.state}`)}</Badge>}
            <span>
              {t.rich('finding.seen', {
                first: () => <Time value={finding.openedAt} />,
                last: () => <Time value={finding.lastAt} />,
              })}
            </span>
            {finding.state === 'snoozed' && finding.snoozedUntil && (
              <span>{t.rich('finding.until', { at: () => <Time exact value={finding.snoozedUntil ?? ''} /> })}</span>
            )}
            {finding.closedBy && <span>{t('finding.by', { name: finding.closedBy })}</span>}
            {finding.note && <span>“{finding.note}”</span>}
          </p>
          {open && <p className="mt-2 max-w-[75ch] text-pretty text-ink-2">{t(`finding.why.${finding.kind}`)}</p>}
          <div className="mt-2.5 flex flex-wrap items-center gap-2">
            {active && actions && <Remedies finding={finding} actions={actions} onAsk={setAsking} />}
            <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'finding.less' : 'finding.explain')}
            </Button>
            {actions && <Aside finding={finding} actions={actions} onAsk={setAsking} onChanged={onChanged} />}
          </div>
        </div>
      </div>
      {actions && (
        <Dialogs
          finding={finding}
          actions={actions}
          asking={asking}
          onClose={() => setAsking(null)}
          onChanged={onChanged}
        />
      )}
    </li>
  );
}

function Remedies({
  finding,
  actions,
  onAsk,
}: {
  finding: Finding;
  actions: FindingActions;
  onAsk: (what: Asking) => void;
}) {
  const { t } = useDeviceWords();
  const takes = finding.kind === 'pop3-takes' || finding.kind === 'pop3-race';
  const security = actions.owner ? '/settings' : `/mailboxes/${finding.mailboxId}?tab=security`;
  const setup = actions.owner ? '/settings' : `/mailboxes/${finding.mailboxId}?tab=setup`;
  const link = (key: string, href: string, primary = true) => (
    <Button asChild size="sm" variant={primary ? 'primary' : 'secondary'}>
      <Link href={href as never}>{t(`finding.remedy.${key}`)}</Link>
    </Button>
  );
  return (
    <>
      {takes && actions.keepPop3 && finding.pop3On && (
        <Button size="sm" variant="primary" onClick={() => onAsk('pop3-keep')}>
          {t('finding.remedy.pop3Keep')}
        </Button>
      )}
      {takes && actions.setPop3 && finding.pop3On && (
        <Button size="sm" onClick={() => onAsk('pop3-off')}>
          {t('finding.remedy.pop3Off')}
        </Button>
      )}
      {takes && actions.bringBack && (
        <Button size="sm" onClick={() => onAsk('bring-back')}>
          {t('finding.remedy.bringBack')}
        </Button>
      )}
      {takes && link('setup', setup, false)}
      {finding.kind === 'app-password-shared' && link('appPasswords', security)}
      {(finding.kind === 'new-network' || finding.kind === 'failures') && link('password', security)}
      {(finding.kind === 'clear-text' || finding.kind === 'polls-often') && link('setup', setup)}
    </>
  );
}

function Aside({
  finding,
  actions,
  onAsk,
  onChanged,
}: {
  finding: Finding;
  actions: FindingActions;
  onAsk: (what: Asking) => void;
  onChanged: () => void;
}) {
  const { t } = useDeviceWords();
  const done = { onDone: onChanged };
  const snooze = useAction(actions.snooze, done);
  const reopen = useAction(actions.reopen, done);
  const findingId = finding.id;
  const items: MenuItem[] =
    finding.state === 'open'
      ? [
          { label: t('finding.resolve'), onSelect: () => onAsk('resolve') },
          'separator',
          { heading: t('finding.snooze') },
          ...[1, 7, 30].map((days) => ({
            label: t('finding.snoozeDays', { days }),
            onSelect: () => snooze.run({ findingId, days }),
          })),
        ]
      : [{ label: t('finding.reopen'), onSelect: () => reopen.run({ findingId }) }];
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" variant="ghost" pending={snooze.pending || reopen.pending}>
          {t('finding.settle')}
        </Button>
      }
      items={items}
    />
  );
}

function Dialogs({
  finding,
  actions,
  asking,
  onClose,
  onChanged,
}: {
  finding: Finding;
  actions: FindingActions;
  asking: Asking;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { t } = useDeviceWords();
  const [note, setNote] = useState('');
  const [progress, setProgress] = useState<number | null>(null);
  const finish = (text: string) => {
    onClose();
    toast.success(text);
    onChanged();
  };
  const resolve = useAction(actions.resolve, { onDone: () => finish(t('finding.resolved')) });
  const pop3 = useAction(actions.setPop3 ?? never, { onDone: () => finish(t('finding.pop3OffDone')) });
  const keep = useAction(actions.keepPop3 ?? never, {
    onDone: () => finish(t('finding.pop3KeepDone', { days: keepDays })),
  });
  const bring = async () => {
    let total = 0;
    setProgress(0);
    for (;;) {
      const answer = await actions.bringBack?.({ mailboxId: finding.mailboxId, deviceIds: finding.deviceIds });
      if (!answer?.ok) {
        toast.error(t('finding.bringBackFailed', { count: total }));
        break;
      }
      total += answer.data.restored;
      setProgress(total);
      if (answer.data.left === 0 || answer.data.restored === 0) {
        finish(t('finding.broughtBack', { count: total }));
        break;
      }
    }
    setProgress(null);
    onClose();
  };
  const address = readableAddress(finding.address);
  return (
    <>
      <ConfirmDialog
        open={asking === 'pop3-off'}
        onOpenChange={onClose}
        title={t('finding.pop3OffTitle', { address })}
        confirmLabel={t('finding.remedy.pop3OffConfirm')}
        danger
        pending={pop3.pending}
        onConfirm={() => pop3.run({ mailboxId: finding.mailboxId, findingId: finding.id })}
      >
        {t('finding.pop3OffText', { devices: finding.details.devices.length })}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'pop3-keep'}
        onOpenChange={onClose}
        title={t('finding.pop3KeepTitle', { address })}
        confirmLabel={t('finding.remedy.pop3KeepConfirm')}
        pending={keep.pending}
        onConfirm={() => keep.run({ mailboxId: finding.mailboxId, findingId: finding.id, days: keepDays })}
      >
        {t('finding.pop3KeepText', { days: keepDays })}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'bring-back'}
        onOpenChange={onClose}
        title={t('finding.bringBackTitle', { address })}
        confirmLabel={progress === null ? t('finding.bringBackConfirm') : t('finding.bringing', { count: progress })}
        pending={progress !== null}
        onConfirm={() => void bring()}
      >
        <Recoverable finding={finding} actions={actions} open={asking === 'bring-back'} />
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'resolve'}
        onOpenChange={onClose}
        title={t('finding.resolveTitle')}
        confirmLabel={t('finding.resolveConfirm')}
        pending={resolve.pending}
        onConfirm={() => resolve.run({ findingId: finding.id, note })}
      >
        <p className="mb-3">{t('finding.resolveText')}</p>
        <Input
          aria-label={t('finding.note')}
          placeholder={t('finding.note')}
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </ConfirmDialog>
    </>
  );
}

/** Long enough for every other device to have looked. */
const keepDays = 14;

const never = async () => ({ ok: false as const, code: 'not-allowed' as const, details: {}, fields: {} });

/** How many messages would come back, asked when the dialog opens. */
function Recoverable({ finding, actions, open }: { finding: Finding; actions: FindingActions; open: boolean }) {
  const { t } = useDeviceWords();
  const [count, setCount] = useState<number | null>(null);
  const [asked, setAsked] = useState(false);
  if (open && !asked) {
    setAsked(true);
    void actions.countTaken?.({ mailboxId: finding.mailboxId, deviceIds: finding.deviceIds }).then((answer) => {
      if (answer.ok) setCount(answer.data.count);
    });
  }
  return <p>{count === null ? t('finding.bringBackText') : t('finding.bringBackCount', { count })}</p>;
}

/** A finding as a sentence: what a person would say on the phone. */
export function useFindingWords() {
  const { t, duration } = useDeviceWords();
  const label = (device: FindingDetails['devices'][number] | undefined) =>
    !device
      ? ''
      : (device.label ??
        (t.has(`name.unnamed.${device.protocol}`) ? t(`name.unnamed.${device.protocol}`) : device.protocol));
  const list = (devices: FindingDetails['devices']) => {
    const names = [...new Set(devices.map(label))];
    return names.length > 3
      ? t('finding.andMore', { names: names.slice(0, 2).join(', '), count: names.length - 2 })
      : names.length > 1
        ? t('finding.and', { names: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' })
        : (names[0] ?? '');
  };
  return {
    sentence: ({ kind, details }: Pick<Finding, 'kind' | 'details'>) => {
      const { devices, others, count = 0, everySeconds, ips = 0, ip, network, credentialLabel } = details;
      return t(`finding.sentence.${kind}${kind === 'pop3-takes' && everySeconds ? '-polls' : ''}`, {
        device: label(devices[0]),
        devices: list(devices),
        others: list(others),
        ip: devices[0]?.ip ?? ip ?? '',
        every: duration(everySeconds ?? 0),
        network: network ?? '',
        password: credentialLabel ?? t('finding.anAppPassword'),
        count,
        ips,
      });
    },
  };
}
