'use client';

import Link from 'next/link';
import { useSessionWords } from '@/components/sessions/words';
import { Button } from '@/components/ui/button';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { useAction } from '@/components/use-action';
import type { Device } from '@/lib/devices/shapes';
import type { DeviceActions, DeviceReads } from './actions';
import { DeviceFacts } from './device-facts';
import { DeviceHabits } from './device-habits';
import { notAllowed } from './not-allowed';
import { useDeviceWords } from './words';

/** One protocol of a device. */
export function DevicePart({
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
  const { t } = useDeviceWords();
  const words = useSessionWords();
  const split = useAction(actions?.merge ?? notAllowed, { onDone: onChanged });
  const search = new URLSearchParams({ state: 'all', protocol: part.protocol, mailbox: part.mailboxId });
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
      <DeviceFacts part={part} />
      <DeviceHabits device={part} read={reads.evidence} />
      <p className="mt-2">
        <Link className="text-accent text-xs hover:underline" href={`/sessions?${search}`}>
          {t('showSessions')}
        </Link>
      </p>
    </section>
  );
}
