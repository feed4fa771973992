import { config } from '@/lib/config';
import { clientProtocols, portsOf } from '@/lib/protocols/values';
import type { ClientSettings } from './shapes';

/** The settings that a person enters into a mail client. The user name is the whole address. */
export function clientSettings(): ClientSettings {
  const { MILEPOST_MAIL_HOST: host, MILEPOST_PORTS: numbers } = config();
  const ports = clientProtocols.map((protocol) => {
    const { tls, startTls } = portsOf(protocol);
    return [protocol, { ...(tls && { tls: numbers[tls] }), ...(startTls && { startTls: numbers[startTls] }) }] as const;
  });
  return { host, ports: Object.fromEntries(ports) };
}
