'use client';

import type { ReactNode } from 'react';
import { usePlaceWords } from '@/components/sessions/place';
import { useSessionWords } from '@/components/sessions/words';
import { Time } from '@/components/ui/time';
import type { Device } from '@/lib/devices/shapes';
import { useDeviceWords } from './words';

/** A device's program, how it signs in, and where and when it was seen. */
export function DeviceFacts({ part }: { part: Device }) {
  const { t, since } = useDeviceWords();
  const words = useSessionWords();
  const places = usePlaceWords();
  return (
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
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
