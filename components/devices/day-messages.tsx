'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { protocolLooks } from '@/components/protocols';
import { trailHref } from '@/components/sessions/story-list';
import { Button } from '@/components/ui/button';
import { HeadCells } from '@/components/ui/head-cells';
import type { Day, Device } from '@/lib/devices/shapes';
import { type Look, type ReadOff, readOff } from './read-off';
import { leadsOf, useDeviceWords, whole } from './words';

const first = 12;

/** Each message of the day, newest first: which device removed it, and when the other devices checked for mail. */
export function DayMessages({ day, devices, onShow }: { day: Day; devices: Device[]; onShow: (at: number) => void }) {
  const { t, name, clock, clockSeconds, dayAndClock } = useDeviceWords();
  const [all, setAll] = useState(false);
  const messages = useMemo(() => readOff(day, leadsOf(devices)).reverse(), [day, devices]);
  const names = useMemo(
    () => new Map(devices.flatMap((device) => whole(device).map((part) => [part.id, name(device)] as const))),
    [devices, name],
  );
  const nameOf = (id: string) => names.get(id) ?? t('day.otherDevice');
  const words = useTranslations('trail.by');
  const doer = (service: string | null) => (service && words.has(service) ? words(service) : (service ?? ''));
  const mailboxId = devices[0]?.mailboxId ?? null;
  return (
    <section className="mt-5" aria-labelledby="day-messages">
      <h3 id="day-messages" className="mb-2 font-semibold text-sm">
        {t('day.messages', { count: messages.length })}
      </h3>
      {messages.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-3 py-4 text-ink-2">{t('day.noMessages')}</p>
      ) : (
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <table className="w-full text-left text-sm max-sm:block sm:min-w-[44rem]">
            <thead className="bg-sunken text-ink-3 text-xs max-sm:sr-only">
              <tr>
                <HeadCells
                  columns={['subject', 'came', 'went', 'looked']}
                  label={(column) => t(`day.column.${column}`)}
                />
              </tr>
            </thead>
            <tbody className="max-sm:block">
              {messages.slice(0, all ? undefined : first).map((message) => (
                <tr key={message.key} className="border-line border-t align-top max-sm:grid max-sm:py-2">
                  <td className="max-w-72 px-3 py-2 max-sm:max-w-none max-sm:py-0.5">
                    <p className="truncate" title={message.sender ?? undefined}>
                      {message.messageId ? (
                        <Link className="text-accent hover:underline" href={trailHref(message.messageId, mailboxId)}>
                          {message.subject || t(message.unclear ? 'day.unclear' : 'day.noSubject')}
                        </Link>
                      ) : (
                        message.subject || t(message.unclear ? 'day.unclear' : 'day.noSubject')
                      )}
                    </p>
                  </td>
                  <td className="whitespace-nowrap px-3 py-2 tabular-nums max-sm:py-0.5">
                    {message.deliveredAt === null ? (
                      <span className="text-ink-3">{t('day.earlier')}</span>
                    ) : message.deliveredAt < day.from ? (
                      dayAndClock(message.deliveredAt)
                    ) : (
                      <At at={message.deliveredAt} onShow={onShow} text={clockSeconds(message.deliveredAt)} />
                    )}
                  </td>
                  <td className="px-3 py-2 max-sm:py-0.5">
                    {message.removedAt === null ? (
                      <span className="text-ink-2">{t('day.there')}</span>
                    ) : (
                      <span className="text-bad">
                        <At at={message.removedAt} onShow={onShow} text={clockSeconds(message.removedAt)} />{' '}
                        {t('day.takenBy', {
                          who: message.removedBy ? nameOf(message.removedBy) : doer(message.removedService),
                        })}
                      </span>
                    )}
                    {message.restoredAt !== null && (
                      <span className="block text-good">{t('day.restoredAt', { at: clock(message.restoredAt) })}</span>
                    )}
                  </td>
                  <td className="px-3 py-2 max-sm:py-0.5">
                    <Looks message={message} nameOf={nameOf} from={day.from} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!all && messages.length > first && (
        <Button className="mt-2" size="sm" onClick={() => setAll(true)}>
          {t('day.allMessages', { count: messages.length })}
        </Button>
      )}
    </section>
  );
}

/** A time that moves the line there when clicked. */
function At({ at, text, onShow }: { at: number; text: string; onShow: (at: number) => void }) {
  return (
    <button
      type="button"
      className="rounded-sm tabular-nums underline decoration-dotted underline-offset-2 hover:decoration-solid"
      onClick={() => onShow(at)}
    >
      {text}
    </button>
  );
}

const tones: Record<Look['found'], string> = { there: 'text-ink-2', gone: 'text-bad', took: protocolLooks.pop3.text };

function Looks({ message, nameOf, from }: { message: ReadOff; nameOf: (id: string) => string; from: number }) {
  const { t, clock, dayAndClock } = useDeviceWords();
  const words = ({ deviceId, at }: Look) => ({ who: nameOf(deviceId), at: at < from ? dayAndClock(at) : clock(at) });
  if (message.looks.length + message.waiting.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {message.looks.map((look) => (
        <li key={look.deviceId} className={tones[look.found]}>
          {t(`day.look.${look.found}`, words(look))}
        </li>
      ))}
      {message.waiting.map((id) => (
        <li key={id} className="text-ink-3">
          {t('day.look.waiting', { who: nameOf(id) })}
        </li>
      ))}
    </ul>
  );
}
