'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { Breaks } from '@/lib/devices/shapes';

/** The mailboxes of a domain that used POP3, with their devices. */
export function BreaksList({ rows }: { rows: Breaks['rows'] }) {
  const t = useTranslations('report');
  const does = useTranslations('devices.short');
  return (
    <ul className="border-line border-t">
      {rows.map((row) => (
        <li
          key={row.mailboxId}
          className="flex break-inside-avoid flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2 last:border-b-0"
        >
          <Link className="mono text-accent hover:underline" href={`/mailboxes/${row.mailboxId}`}>
            {readableAddress(row.address)}
          </Link>
          <Badge tone={row.alsoReads ? 'neutral' : 'bad'}>{t(row.alsoReads ? 'alsoReads' : 'onlyPop3')}</Badge>
          <span className="text-ink-2 text-xs">
            {row.devices
              .map(({ label, remoteIp, takes }) => [label, remoteIp, does(takes)].filter(Boolean).join(' · '))
              .join(', ')}
          </span>
          <span className="ml-auto text-ink-3 text-xs">
            {t('inSessions', { count: row.sessions })} · <Time value={row.lastSeenAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
