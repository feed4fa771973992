'use client';

import { Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { ScrollRegion } from '@/components/ui/scroll-region';
import { Select } from '@/components/ui/select';
import type { Device } from '@/lib/devices/shapes';
import { type Shows, type SimDevice, type SimStates, simulate } from './simulate';
import { useDeviceWords } from './words';

interface Setting extends SimDevice {
  name: string;
}

const dayMinutes = 1440;
const horizons = { day: dayMinutes, week: 7 * dayMinutes, month: 21 * dayMinutes };

/** What would each device show of one message, if it were set up so? The same rules as the day, with chosen settings. */
export function WhatIf({ devices }: { devices: Device[] }) {
  const { t } = useDeviceWords();
  const [settings, setSettings] = useState<Setting[] | null>(null);
  if (!settings) return <Start devices={devices} onStart={setSettings} />;
  return (
    <section aria-labelledby="what-if">
      <h2 id="what-if" className="font-semibold text-base">
        {t('whatIf.title')}
      </h2>
      <p className="mb-3 text-ink-2">{t('whatIf.text')}</p>
      <Simulation settings={settings} onChange={setSettings} onReset={() => setSettings(null)} />
    </section>
  );
}

function Start({ devices, onStart }: { devices: Device[]; onStart: (settings: Setting[]) => void }) {
  const { t, name } = useDeviceWords();
  const start = () => {
    const own = devices.flatMap((device): Setting[] => {
      if (device.protocol === 'submission' || device.protocol === 'sieve') return [];
      const pop3 = device.protocol === 'pop3';
      const { rhythm } = device;
      const kept = device.takes === 'later' ? Math.round(device.kept?.days ?? 14) : 0;
      return [
        {
          id: device.id,
          name: name(device),
          protocol: pop3 ? 'pop3' : 'imap',
          pollMinutes:
            rhythm.kind === 'stays'
              ? null
              : rhythm.kind === 'polls'
                ? Math.max(1, Math.round(rhythm.everySeconds / 60))
                : 60,
          offsetMinutes: rhythm.kind === 'stays' ? 0 : 10,
          removeAfterDays: !pop3 || device.takes === 'leaves' || device.takes === 'not-seen' ? null : kept,
        },
      ];
    });
    onStart(own.slice(0, 6));
  };
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line border-dashed px-4 py-3">
      <p className="min-w-0 flex-1 text-ink-2">{t('whatIf.offer')}</p>
      <Button onClick={start}>{t('whatIf.start')}</Button>
    </div>
  );
}

function Simulation({
  settings,
  onChange,
  onReset,
}: {
  settings: Setting[];
  onChange: (settings: Setting[]) => void;
  onReset: () => void;
}) {
  const { t } = useDeviceWords();
  const [horizon, setHorizon] = useState<keyof typeof horizons>('day');
  const [deleter, setDeleter] = useState('');
  const [deletedAfter, setDeletedAfter] = useState(60);
  const deletion =
    deleter && settings.some(({ id }) => id === deleter) ? { deviceId: deleter, afterMinutes: deletedAfter } : null;
  const horizonMinutes = horizons[horizon];
  const states = useMemo(
    () => simulate({ devices: settings, deletion, horizonMinutes }),
    [settings, deletion, horizonMinutes],
  );
  const set = (id: string, more: Partial<Setting>) =>
    onChange(settings.map((one) => (one.id === id ? { ...one, ...more } : one)));
  const add = (protocol: 'imap' | 'pop3') =>
    onChange([
      ...settings,
      {
        ...{ id: `new-${settings.length}-${protocol}`, name: t(`whatIf.new.${protocol}`), protocol, offsetMinutes: 10 },
        ...{ pollMinutes: 30, removeAfterDays: protocol === 'pop3' ? 0 : null },
      },
    ]);
  const nameOf = (id: string) => settings.find((one) => one.id === id)?.name ?? '';
  return (
    <div className="rounded-lg border border-line bg-surface">
      <ul className="divide-y divide-line">
        {settings.map((one) => (
          <Controls
            key={one.id}
            setting={one}
            onSet={(more) => set(one.id, more)}
            onRemove={() => onChange(settings.filter(({ id }) => id !== one.id))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-3 border-line border-t bg-sunken px-4 py-3">
        <Button size="sm" onClick={() => add('imap')}>
          <Plus aria-hidden />
          {t('whatIf.addImap')}
        </Button>
        <Button size="sm" onClick={() => add('pop3')}>
          <Plus aria-hidden />
          {t('whatIf.addPop3')}
        </Button>
        <Select
          aria-label={t('whatIf.deleter')}
          className="w-56"
          value={deletion ? deleter : ''}
          onValueChange={setDeleter}
          options={[
            { value: '', label: t('whatIf.nobodyDeletes') },
            ...settings.map(({ id, name }) => ({ value: id, label: t('whatIf.deletedOn', { name }) })),
          ]}
        />
        {deletion && <Minutes label={t('whatIf.deletedAfter')} value={deletedAfter} onChange={setDeletedAfter} />}
        <Select
          aria-label={t('whatIf.horizon')}
          className="w-36"
          value={horizon}
          onValueChange={(next) => setHorizon(next as keyof typeof horizons)}
          options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`whatIf.span.${value}`) }))}
        />
        <Button size="sm" variant="ghost" onClick={onReset}>
          {t('whatIf.reset')}
        </Button>
      </div>
      <Outcome states={states} nameOf={nameOf} settings={settings} horizon={horizonMinutes} />
    </div>
  );
}

function Controls({
  setting,
  onSet,
  onRemove,
}: {
  setting: Setting;
  onSet: (more: Partial<Setting>) => void;
  onRemove: () => void;
}) {
  const { t } = useDeviceWords();
  const { name, protocol, pollMinutes, removeAfterDays } = setting;
  return (
    <li className="flex flex-wrap items-end gap-x-4 gap-y-2 px-4 py-2.5">
      <span className="flex w-48 items-center gap-2 self-center font-medium">
        <ProtocolMark protocol={protocol} />
        <span className="truncate">{name}</span>
      </span>
      <Select
        aria-label={t('whatIf.protocolOf', { name })}
        className="w-28"
        value={protocol}
        onValueChange={(next) =>
          onSet(
            next === 'pop3'
              ? { protocol: 'pop3', removeAfterDays: 0, pollMinutes: pollMinutes ?? 30 }
              : { protocol: 'imap', removeAfterDays: null },
          )
        }
        options={[
          { value: 'imap', label: 'IMAP' },
          { value: 'pop3', label: 'POP3' },
        ]}
      />
      <Select
        aria-label={t('whatIf.comes', { name })}
        className="w-44"
        value={pollMinutes === null ? 'stays' : 'polls'}
        onValueChange={(next) =>
          onSet(next === 'stays' ? { pollMinutes: null, offsetMinutes: 0 } : { pollMinutes: 30, offsetMinutes: 10 })
        }
        options={[
          { value: 'polls', label: t('whatIf.polls') },
          { value: 'stays', label: t('whatIf.stays'), disabled: protocol === 'pop3' },
        ]}
      />
      {pollMinutes !== null && (
        <>
          <Minutes label={t('whatIf.every')} value={pollMinutes} onChange={(value) => onSet({ pollMinutes: value })} />
          <Minutes
            label={t('whatIf.first')}
            value={setting.offsetMinutes}
            least={0}
            onChange={(value) => onSet({ offsetMinutes: value })}
          />
        </>
      )}
      {protocol === 'pop3' && (
        <Select
          aria-label={t('whatIf.removes', { name })}
          className="w-52"
          value={String(removeAfterDays)}
          onValueChange={(next) => onSet({ removeAfterDays: next === 'null' ? null : Number(next) })}
          options={[...new Set(['0', '1', '7', '14', 'null', String(removeAfterDays)])].map((value) => ({
            value,
            label:
              value === '0'
                ? t('whatIf.atOnce')
                : value === 'null'
                  ? t('whatIf.leaves')
                  : t('whatIf.afterDays', { days: Number(value) }),
          }))}
        />
      )}
      <Button
        variant="ghost"
        size="icon"
        className="ml-auto"
        aria-label={t('whatIf.drop', { name })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function Minutes({
  label,
  value,
  least = 1,
  onChange,
}: {
  label: string;
  value: number;
  least?: number;
  onChange: (value: number) => void;
}) {
  const { t } = useDeviceWords();
  return (
    <span className="flex items-center gap-1.5 text-ink-2">
      {label}
      <Input
        type="number"
        aria-label={label}
        min={least}
        max={dayMinutes}
        className="w-20"
        value={value}
        onChange={({ target }) =>
          onChange(Math.min(dayMinutes, Math.max(least, Math.round(Number(target.value)) || least)))
        }
      />
      {t('whatIf.minutes')}
    </span>
  );
}

const tones: Record<Shows, string> = {
  'not-yet': 'bg-sunken text-ink-3',
  server: 'bg-imap-soft text-imap',
  'own-copy': 'bg-pop3-soft text-pop3',
  gone: 'bg-bad-soft text-bad',
  never: 'bg-bad-soft text-bad',
};

function Outcome({
  states,
  settings,
  nameOf,
  horizon,
}: {
  states: SimStates;
  settings: Setting[];
  nameOf: (id: string) => string;
  horizon: number;
}) {
  const { t, duration } = useDeviceWords();
  const span = (minutes: number) =>
    minutes === 0 ? t('whatIf.atDelivery') : t('whatIf.after', { duration: duration(minutes * 60) });
  // Early minutes matter more than late days: the square root gives them room.
  const at = (minutes: number) => Math.sqrt(Math.min(minutes, horizon) / horizon) * 100;
  const server = [
    { from: 0, to: states.server.removedAt ?? horizon, shows: 'server' as const },
    ...(states.server.removedAt === null
      ? []
      : [{ from: states.server.removedAt, to: horizon, shows: 'gone' as const }]),
  ];
  const rows = [
    { id: 'server', label: t('day.server'), segments: server },
    ...states.devices.map((device) => ({ ...device, label: nameOf(device.id) })),
  ];
  return (
    <div className="border-line border-t px-4 py-3">
      <p className="mb-2 font-medium" aria-live="polite">
        {states.server.removedAt === null
          ? t('whatIf.stays_', {
              count: states.devices.filter(({ seenAt }) => seenAt !== null).length,
              all: settings.length,
            })
          : t('whatIf.goes', { who: nameOf(states.server.by ?? ''), after: span(states.server.removedAt) })}
      </p>
      <ScrollRegion label={t('whatIf.tableLabel')} className="overflow-x-auto">
        <table className="w-full min-w-[36rem] table-fixed text-left text-xs">
          <caption className="sr-only">{t('whatIf.tableLabel')}</caption>
          <colgroup>
            <col className="w-36" />
            <col />
          </colgroup>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className="w-36 truncate py-1 pr-3 font-medium">
                  {row.label}
                </th>
                <td className="py-1">
                  <ol className="flex h-7 overflow-hidden rounded-sm">
                    {row.segments.map((segment) => (
                      <li
                        key={segment.from}
                        className={`flex min-w-0 items-center overflow-hidden border-surface border-r px-1.5 last:border-r-0 ${tones[segment.shows]}`}
                        style={{ width: `${at(segment.to) - at(segment.from)}%` }}
                        title={`${t(`whatIf.shows.${segment.shows}`)} (${span(segment.from)} – ${span(segment.to)})`}
                      >
                        <span className="truncate">
                          {t(`whatIf.shows.${segment.shows}`)}
                          <span className="sr-only">
                            {' '}
                            {t('whatIf.fromTo', { from: span(segment.from), to: span(segment.to) })}
                          </span>
                        </span>
                      </li>
                    ))}
                  </ol>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <ul className="mt-3 flex flex-col gap-1 text-ink-2">
        {states.devices.map((device) => {
          const last = device.segments.at(-1);
          return (
            <li key={device.id}>
              {device.seenAt === null
                ? t('whatIf.neverSaw', { name: nameOf(device.id) })
                : t('whatIf.saw', {
                    name: nameOf(device.id),
                    when: span(device.seenAt),
                    end: last?.shows === 'own-copy' ? 'ownCopy' : (last?.shows ?? 'server'),
                  })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
