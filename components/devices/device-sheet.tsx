'use client';

import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { usePlaceWords } from '@/components/sessions/place';
import { useSessionWords } from '@/components/sessions/words';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Select } from '@/components/ui/select';
import { Sheet } from '@/components/ui/sheet';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { Device, HabitKind } from '@/lib/devices/shapes';
import type { DeviceActions, DeviceReads } from './actions';
import { EvidenceTable } from './evidence-table';
import { useDeviceWords, whole } from './words';

/** One device: its habits with what they were told from, where it was, and what its owner can do about it. */
export function DeviceSheet({
  device,
  others,
  reads,
  actions,
  onEnd,
  onChanged,
  onClose,
}: {
  device: Device | null;
  others: Device[];
  reads: DeviceReads;
  actions?: DeviceActions;
  onEnd: (device: Device) => void;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { t, name, sentence } = useDeviceWords();
  return (
    <Sheet
      open={device !== null}
      onOpenChange={(open) => !open && onClose()}
      wide
      title={device ? name(device) : ''}
      subtitle={device ? sentence(device) : ''}
      footer={
        device && actions?.ending && whole(device).some(({ live }) => live.length > 0) ? (
          <Button variant="danger" onClick={() => onEnd(device)}>
            <Unplug aria-hidden />
            {t('end', { count: whole(device).reduce((sum, { live }) => sum + live.length, 0) })}
          </Button>
        ) : undefined
      }
    >
      {device && (
        <div className="flex flex-col gap-6">
          {whole(device).map((part) => (
            <Part key={part.id} part={part} lead={device} reads={reads} actions={actions} onChanged={onChanged} />
          ))}
          {actions && (
            <Owner device={device} others={others} actions={actions} onChanged={onChanged} onClose={onClose} />
          )}
        </div>
      )}
    </Sheet>
  );
}

function Part({
  part,
  lead,
  reads,
  actions,
  onChanged,
}: {
  part: Device;
  lead: Device;
  reads: DeviceReads;
  actions?: DeviceActions;
  onChanged: () => void;
}) {
  const { t, habits, since } = useDeviceWords();
  const words = useSessionWords();
  const places = usePlaceWords();
  const [shown, setShown] = useState<HabitKind | null>(null);
  const split = useAction(actions?.merge ?? never, { onDone: onChanged });
  const search = new URLSearchParams({ state: 'all', protocol: part.protocol, mailbox: part.mailboxId });
  const list = habits(part);
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <ProtocolMark protocol={part.protocol} label />
        {lead.parts.length > 0 && <span className="text-ink-2">{words.client(part)}</span>}
        {part !== lead && actions && (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            pending={split.pending}
            onClick={() => split.run({ deviceId: part.id, intoId: null })}
          >
            {t('sheet.split')}
          </Button>
        )}
      </div>
      <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1">
        <Fact label={t('sheet.client')}>{words.client(part)}</Fact>
        <Fact label={t('sheet.credential')}>
          {words.credential({
            credential: part.credential === 'web' ? 'web' : part.credential,
            credentialLabel: part.credentialLabel,
          })}
        </Fact>
        <Fact label={t('sheet.transport')}>{words.transport(part)}</Fact>
        <Fact label={t('sheet.seen')}>
          {t('since', { date: since(part.since) })} · <Time value={part.lastSeenAt} />
        </Fact>
        <Fact label={t('sheet.from')}>
          <span className="mono">
            {part.networks
              .map(({ network }) => network)
              .slice(0, 4)
              .join(', ') || part.remoteIp}
          </span>
        </Fact>
        <Fact label={t('sheet.places')}>
          <span title={places.hint}>
            {[...new Set([part.place, ...part.networks.map(({ place }) => place)].filter((one) => one !== null))]
              .map(places.place)
              .join(', ') || places.place(null)}
          </span>
        </Fact>
        <Fact label={t('sheet.counts')}>
          {t('sessions', { count: part.sessions })}, {t('sheet.fetched', { count: part.fetched })},{' '}
          {t('removed', { count: part.removed })}
        </Fact>
      </dl>
      {list.length > 0 && (
        <ul className="mt-3 flex flex-col gap-1.5" aria-label={t('sheet.habits')}>
          {list.map((habit) => (
            <li key={habit.kind} className="rounded-md border border-line">
              <button
                type="button"
                aria-expanded={shown === habit.kind}
                onClick={() => setShown(shown === habit.kind ? null : habit.kind)}
                className="flex w-full items-baseline gap-2 rounded-md px-3 py-2 text-left hover:bg-hover"
              >
                <span
                  className={cn(
                    'font-medium',
                    habit.tone === 'bad' && 'text-bad',
                    habit.tone === 'warn' && 'text-warn',
                  )}
                >
                  {habit.text}
                </span>
                {habit.detail && <span className="text-ink-3 text-xs">{habit.detail}</span>}
                <span className="ml-auto shrink-0 text-accent text-xs">
                  {t(shown === habit.kind ? 'sheet.hide' : 'sheet.why')}
                </span>
              </button>
              {shown === habit.kind && <EvidenceTable deviceId={part.id} kind={habit.kind} read={reads.evidence} />}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2">
        <Link className="text-accent text-xs hover:underline" href={`/sessions?${search}`}>
          {t('showSessions')}
        </Link>
      </p>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Owner({
  device,
  others,
  actions,
  onChanged,
  onClose,
}: {
  device: Device;
  others: Device[];
  actions: DeviceActions;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { t, name } = useDeviceWords();
  const [typed, setTyped] = useState(device.name ?? '');
  const [into, setInto] = useState('');
  const [forgetting, setForgetting] = useState(false);
  const rename = useAction(actions.name, {
    onDone: () => {
      toast.success(t('sheet.named'));
      onChanged();
    },
  });
  const leave = (text: string) => () => {
    toast.success(text);
    setForgetting(false);
    onClose();
    onChanged();
  };
  const merge = useAction(actions.merge, { onDone: leave(t('sheet.merged')) });
  const forget = useAction(actions.forget, { onDone: leave(t('sheet.forgotten')) });
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-4">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          rename.run({ deviceId: device.id, name: typed });
        }}
      >
        <Field label={t('sheet.name')} hint={t('sheet.nameHint')} className="flex-1">
          <Input value={typed} maxLength={60} onChange={({ target }) => setTyped(target.value)} />
        </Field>
        <Button type="submit" pending={rename.pending} className="mb-5">
          {t('sheet.saveName')}
        </Button>
      </form>
      {others.length > 0 && (
        <div className="flex items-end gap-2">
          <Field label={t('sheet.merge')} hint={t('sheet.mergeHint')} className="flex-1">
            <Select
              value={into}
              onValueChange={setInto}
              placeholder={t('sheet.mergePick')}
              options={others.map((other) => ({
                value: other.id,
                label: `${t(`protocol.${other.protocol}`)} · ${name(other)}`,
              }))}
            />
          </Field>
          <Button
            className="mb-5"
            disabled={!into}
            pending={merge.pending}
            onClick={() => merge.run({ deviceId: device.id, intoId: into })}
          >
            {t('sheet.mergeDo')}
          </Button>
        </div>
      )}
      <div>
        <Button variant="ghost" className="text-bad" onClick={() => setForgetting(true)}>
          {t('sheet.forget')}
        </Button>
      </div>
      <ConfirmDialog
        open={forgetting}
        onOpenChange={setForgetting}
        title={t('sheet.forgetTitle', { name: name(device) })}
        confirmLabel={t('sheet.forgetDo')}
        danger
        pending={forget.pending}
        onConfirm={() => forget.run({ deviceId: device.id })}
      >
        {t('sheet.forgetText')}
      </ConfirmDialog>
    </section>
  );
}

const never = async () => ({ ok: false as const, code: 'not-allowed', details: {}, fields: {} });
