'use client';

import { Copy, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Protocols } from '@/lib/access/shapes';
import type { ClientSettings } from '@/lib/client-setup/shapes';
import type { Device } from '@/lib/devices/shapes';
import { type ClientPorts, clientProtocols, entryPort } from '@/lib/protocols/values';
import { useDeviceWords } from '../devices/words';
import { Button } from '../ui/button';
import { ProtocolMark } from '../ui/protocol-mark';
import { toast } from '../ui/toast';

/** The settings for a mail program, and what choosing IMAP or POP3 means for devices that already read this mail. */
export function SetUp({
  address,
  settings,
  protocols,
  devices,
  profile = false,
}: {
  address: string;
  settings: ClientSettings;
  protocols?: Protocols;
  devices: Device[];
  /** Whether the reader owns the mailbox and may download its profile. */
  profile?: boolean;
}) {
  const t = useTranslations('accounts');
  const common = useTranslations('common');
  const offered = clientProtocols.flatMap((protocol) => {
    const entry = entryOf(settings.ports[protocol] ?? {});
    return entry ? { protocol, entry } : [];
  });
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <p className="text-ink-2 text-sm">{t('setUp.text')}</p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-1 text-sm">
        {(
          [
            [t('setUp.user'), address],
            [t('setUp.host'), settings.host],
          ] as const
        ).map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="flex items-center gap-1">
              <span className="break-all font-mono">{value}</span>
              <Button
                variant="ghost"
                size="icon"
                aria-label={t('setUp.copy', { value })}
                onClick={() => navigator.clipboard.writeText(value).then(() => toast.success(common('copied')))}
              >
                <Copy aria-hidden />
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {offered.map(({ protocol, entry }) => (
          <li key={protocol} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-3 py-2 text-sm">
            <ProtocolMark protocol={protocol} label className="w-32 shrink-0 font-medium" />
            <span className="w-32 shrink-0 font-mono text-xs">{t('setUp.port', entry)}</span>
            <span className="min-w-60 flex-1 text-ink-2">
              {protocols?.[protocol] === false ? t('setUp.off') : t(`setUp.${protocol}`)}
            </span>
          </li>
        ))}
      </ul>
      <Consequences devices={devices} />
      {profile ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button asChild>
            <a href="/api/set-up/profile" download>
              <Download aria-hidden />
              {t('setUp.profile')}
            </a>
          </Button>
          <span className="min-w-60 flex-1 text-ink-2 text-xs">{t('setUp.profileText')}</span>
        </div>
      ) : null}
    </div>
  );
}

/** Port and encryption, or null for a protocol that has no port. */
function entryOf(ports: ClientPorts<number>): { port: string; security: string } | null {
  const port = entryPort(ports);
  return port === undefined ? null : { port: String(port), security: ports.tls ? 'TLS' : 'STARTTLS' };
}

/** Explains the choice between IMAP and POP3 with the mailbox's own devices. */
function Consequences({ devices }: { devices: Device[] }) {
  const t = useTranslations('accounts');
  const { name: nameOf } = useDeviceWords();
  const readers = devices.filter(({ protocol }) => protocol === 'imap' || protocol === 'webmail');
  const takers = devices.filter(({ takes }) => takes === 'at-once' || takes === 'later');
  const names = (some: Device[]) => [...new Set(some.map(nameOf))].slice(0, 4).join(', ');
  return (
    <dl className="grid gap-3 text-sm sm:grid-cols-2">
      <div className="rounded-md border border-line bg-surface p-3">
        <dt className="font-medium">{t('setUp.ifImap')}</dt>
        <dd className="text-ink-2">
          {takers.length > 0
            ? t('setUp.imapTaken', { names: names(takers), count: takers.length })
            : t('setUp.imapFine')}
        </dd>
      </div>
      <div className="rounded-md border border-line bg-surface p-3">
        <dt className="font-medium">{t('setUp.ifPop3')}</dt>
        <dd className="text-ink-2">
          {readers.length > 0
            ? t('setUp.pop3Takes', { names: names(readers), count: readers.length })
            : t('setUp.pop3Alone')}
        </dd>
      </div>
    </dl>
  );
}
