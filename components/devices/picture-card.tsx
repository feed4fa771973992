'use client';

import { protocolLooks } from '@/components/protocols';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Time } from '@/components/ui/time';
import type { Device } from '@/lib/devices/shapes';
import { isLive, takesAway, useDeviceWords, whole } from './words';

export function PictureCard({
  device,
  chosen,
  flagged,
  onChoose,
}: {
  device: Device;
  chosen: boolean;
  flagged: boolean;
  onChoose: (device: Device) => void;
}) {
  const { t, name, sentence, since } = useDeviceWords();
  const all = whole(device);
  const last =
    all
      .map(({ lastSeenAt }) => lastSeenAt)
      .sort()
      .at(-1) ?? device.lastSeenAt;
  const first = all.map(({ since: at }) => at).sort()[0] ?? device.since;
  return (
    <button
      type="button"
      onClick={() => onChoose(device)}
      aria-pressed={chosen}
      className={cn(
        'flex h-full w-full flex-col justify-center rounded-lg border bg-surface px-3 py-2 text-left transition-colors hover:bg-hover',
        chosen ? 'border-accent ring-1 ring-accent' : flagged ? 'border-bad' : 'border-line',
      )}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        {all.map((part) => (
          <ProtocolMark key={part.id} protocol={part.protocol} />
        ))}
        <span className="min-w-0 truncate font-medium" title={name(device)}>
          {name(device)}
        </span>
        {isLive(device) && (
          <Badge tone="good" className="ml-auto">
            <span className="size-1.5 animate-pulse rounded-full bg-good motion-reduce:animate-none" />
            {t('connectedNow')}
          </Badge>
        )}
      </span>
      <span className={cn('mt-1 line-clamp-2 text-ink text-xs', takesAway(device) && protocolLooks.pop3.text)}>
        {sentence(device)}
      </span>
      <span className="mt-1 truncate text-ink-3 text-xs">
        {t('since', { date: since(first) })} · <Time value={last} />
        {device.remoteIp ? <span className="mono"> · {device.remoteIp}</span> : null}
      </span>
    </button>
  );
}
