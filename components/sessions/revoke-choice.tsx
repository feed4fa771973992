'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/field';
import type { SessionRow } from '@/lib/activity/shapes';
import type { RevokeAccessInput } from '@/lib/credentials/shapes';
import { networkAround } from '@/lib/networks/values';

/** So many can be looked through before they are pressed. */
const most = 20;

export interface Barring {
  appPasswords: boolean;
  /** The addresses themselves, or the networks around them. */
  networks: 'address' | 'around' | null;
}
export const nothingBarred: Barring = { appPasswords: false, networks: null };

type Row = Pick<SessionRow, 'credential' | 'credentialLabel' | 'mailboxId' | 'remoteIp' | 'address'>;

function appPasswordsOf(rows: Row[]): Map<string, string> {
  return new Map(
    rows.flatMap(({ credential, credentialLabel }) =>
      credential?.startsWith('ap') ? [[credential.slice(2), credentialLabel ?? credential] as const] : [],
    ),
  );
}

function networksOf(
  rows: Row[],
  kind: 'address' | 'around',
): Map<string, { mailboxId: string; network: string; address: string }> {
  return new Map(
    rows.flatMap(({ mailboxId, remoteIp, address }) => {
      if (!mailboxId || !remoteIp) return [];
      const network = kind === 'address' ? remoteIp : networkAround(remoteIp);
      return [[`${mailboxId} ${network}`, { mailboxId, network, address }] as const];
    }),
  );
}

/** What the choice means for these sessions. */
export function barringOf({ appPasswords, networks }: Barring, rows: Row[]): RevokeAccessInput {
  return {
    appPasswords: appPasswords ? [...appPasswordsOf(rows).keys()] : [],
    networks: networks
      ? [...networksOf(rows, networks).values()].map(({ mailboxId, network }) => ({ mailboxId, network }))
      : [],
  };
}

/** "And do not let it back in": the app passwords that were used, and the networks it came from. */
export function BarChoice({
  rows,
  value,
  onChange,
}: {
  rows: Row[];
  value: Barring;
  onChange: (value: Barring) => void;
}) {
  const t = useTranslations('sessions.bar');
  const passwords = appPasswordsOf(rows);
  const addresses = networksOf(rows, 'address');
  const around = networksOf(rows, 'around');
  const names = (values: Iterable<string>) => [...new Set(values)].slice(0, 5).join(', ');
  const tooMany = addresses.size > most || passwords.size > most;
  return (
    <fieldset className="flex flex-col gap-2 rounded-md border border-line px-3 py-2.5">
      <legend className="px-1 font-medium">{t('title', { count: rows.length })}</legend>
      {tooMany && <p className="text-ink-2 text-xs">{t('tooMany', { most })}</p>}
      {passwords.size > 0 && passwords.size <= most && (
        <Checkbox
          checked={value.appPasswords}
          onCheckedChange={(appPasswords) => onChange({ ...value, appPasswords })}
          label={t('appPasswords', { count: passwords.size, names: names(passwords.values()) })}
        />
      )}
      {(['address', 'around'] as const).map((kind) => {
        const networks = kind === 'address' ? addresses : around;
        if (networks.size === 0 || networks.size > most) return null;
        return (
          <Checkbox
            key={kind}
            checked={value.networks === kind}
            onCheckedChange={(on) => onChange({ ...value, networks: on ? kind : null })}
            label={t(kind, {
              count: networks.size,
              networks: names([...networks.values()].map(({ network }) => network)),
              mailboxes: names([...networks.values()].map(({ address }) => address)),
            })}
          />
        );
      })}
      {passwords.size === 0 && addresses.size === 0 && <p className="text-ink-2">{t('nothing')}</p>}
      {value.networks && <p className="text-ink-2 text-xs">{t('networkText')}</p>}
    </fieldset>
  );
}
