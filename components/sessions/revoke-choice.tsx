'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/field';
import type { SessionRow } from '@/lib/activity/shapes';
import type { RevokeAccessInput } from '@/lib/credentials/shapes';
import { networkAround } from '@/lib/networks/values';

/** More app passwords or networks than this cannot be reviewed in the dialog. */
const maxCount = 20;

export interface RevokeOptions {
  appPasswords: boolean;
  /** The addresses themselves, or the networks around them. */
  networks: 'address' | 'around' | null;
}
export const nothingRevoked: RevokeOptions = { appPasswords: false, networks: null };

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

/** The app passwords to revoke and the networks to block for these sessions. */
export function revokeInput({ appPasswords, networks }: RevokeOptions, rows: Row[]): RevokeAccessInput {
  return {
    appPasswords: appPasswords ? [...appPasswordsOf(rows).keys()] : [],
    networks: networks
      ? [...networksOf(rows, networks).values()].map(({ mailboxId, network }) => ({ mailboxId, network }))
      : [],
  };
}

/** Offers to revoke the app passwords that the sessions use, and to block the networks that they come from. */
export function RevokeChoice({
  rows,
  value,
  onChange,
}: {
  rows: Row[];
  value: RevokeOptions;
  onChange: (value: RevokeOptions) => void;
}) {
  const t = useTranslations('sessions.revoke');
  const passwords = appPasswordsOf(rows);
  const addresses = networksOf(rows, 'address');
  const around = networksOf(rows, 'around');
  const names = (values: Iterable<string>) => [...new Set(values)].slice(0, 5).join(', ');
  const tooMany = addresses.size > maxCount || passwords.size > maxCount;
  return (
    <fieldset className="flex flex-col gap-2 rounded-md border border-line px-3 py-2.5">
      <legend className="px-1 font-medium">{t('title', { count: rows.length })}</legend>
      {tooMany && <p className="text-ink-2 text-xs">{t('tooMany', { maxCount })}</p>}
      {passwords.size > 0 && passwords.size <= maxCount && (
        <Checkbox
          checked={value.appPasswords}
          onCheckedChange={(appPasswords) => onChange({ ...value, appPasswords })}
          label={t('appPasswords', { count: passwords.size, names: names(passwords.values()) })}
        />
      )}
      {(['address', 'around'] as const).map((kind) => {
        const networks = kind === 'address' ? addresses : around;
        if (networks.size === 0 || networks.size > maxCount) return null;
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
