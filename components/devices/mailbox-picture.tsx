'use client';

import { Mails } from 'lucide-react';
import { useRef } from 'react';
import { readableAddress } from '@/components/readable-address';
import { cn } from '@/components/ui/cn';
import type { Device } from '@/lib/devices/shapes';
import { byProtocolAndAge } from './day-lanes';
import { PictureCard } from './picture-card';
import { pictureLayout } from './picture-geometry';
import { PictureLines } from './picture-lines';
import { useElementWidth } from './use-element-width';
import { useDeviceWords, whole } from './words';

/**
 * The mailbox with its devices around it. A line has the colour of its protocol, and its arrowheads show which way mail
 * goes. A dashed line with scissors removes mail; a moving dot is a connection. The cards say the same in words.
 */
export function MailboxPicture({
  devices,
  chosen,
  flagged,
  onChoose,
}: {
  devices: Device[];
  chosen: string | null;
  /** Devices with an open finding. */
  flagged: ReadonlySet<string>;
  onChoose: (device: Device) => void;
}) {
  const { t } = useDeviceWords();
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame, { initial: 1000, min: 280 });
  const sorted = [...devices].sort(byProtocolAndAge);
  const { spots, hub, height, narrow } = pictureLayout(sorted.length, width);
  const placed = sorted.flatMap((device, index) => {
    const spot = spots[index];
    return spot ? [{ device, spot }] : [];
  });
  const [first] = sorted;
  return (
    <div ref={frame} className="relative w-full overflow-hidden" style={{ height }}>
      <svg width={width} height={height} className="absolute inset-0" aria-hidden="true" focusable="false">
        {placed.map(({ device, spot }) => (
          <PictureLines
            key={device.id}
            device={device}
            spot={spot}
            hub={hub}
            narrow={narrow}
            dim={chosen !== null && chosen !== device.id}
          />
        ))}
      </svg>
      <div
        className="absolute grid place-items-center rounded-lg border-2 border-line-strong bg-surface px-3 text-center shadow-menu"
        style={hub}
      >
        <div className={cn('min-w-0 max-w-full', narrow && 'flex items-center gap-3')}>
          <Mails aria-hidden className="mx-auto size-8 shrink-0 text-accent" strokeWidth={1.5} />
          <p className="mono mt-1 text-xs [overflow-wrap:anywhere]">
            {first ? <Breakable address={first.address} /> : ''}
          </p>
          <p className="mt-0.5 text-ink-3 text-xs">{t('onServer')}</p>
        </div>
      </div>
      <ul aria-label={t('picture.label')}>
        {placed.map(({ device, spot: { box } }) => (
          <li key={device.id} className="absolute" style={box}>
            <PictureCard
              device={device}
              chosen={chosen === device.id}
              flagged={whole(device).some(({ id }) => flagged.has(id))}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An address that may wrap before its @. */
function Breakable({ address }: { address: string }) {
  const [localPart, domain] = readableAddress(address).split(/(?=@[^@]*$)/);
  return (
    <>
      {localPart}
      <wbr />
      {domain}
    </>
  );
}
