import { config } from '@/lib/config';
import { type Account, type ClaimedAddress, type Endpoint, ImapClient } from '@/lib/mail-clients';
import type { Device } from './cast';
import { between, chance } from './live-random';
import { stopSignal } from './pace';
import { demoPassword } from './people';
import type { ClientTokens } from './tokens';

export const ports = () => config().MILEPOST_PORTS;

/** A connection from the address that Dovecot trusts. */
export const connection = (port: number, secure: boolean): Endpoint & { signal: AbortSignal } => ({
  port,
  secure,
  from: '127.0.0.2',
  signal: stopSignal(),
});
export const claim = (ip: string): ClaimedAddress => ({ ip, port: Math.floor(between(32_768, 60_999)) });

export function accountOf(device: Device, tokens: ClientTokens): Account {
  const { address } = device.resident;
  return { address, password: tokens[address]?.[device.credential]?.token ?? demoPassword };
}

export const claimOf = (device: Device) => claim(chance(0.15) ? device.otherIp : device.ip);

export function openImap(device: Device, tokens: ClientTokens): Promise<ImapClient> {
  const { tls, program } = device;
  return ImapClient.connect(connection(tls ? ports().imaps : ports().imap, tls), accountOf(device, tokens), {
    claimed: claimOf(device),
    ...(program ? { program: { name: program.name, version: program.version, ...program.more } } : {}),
  });
}
