import { config } from '@/lib/config';
import type { ClientSettings } from './shapes';

/** What a person enters into a mail program. The user name is the whole address. */
export function clientSettings(): ClientSettings {
  const { MILEPOST_MAIL_HOST: host, MILEPOST_PORTS: ports } = config();
  return {
    host,
    imap: { tls: ports.imaps, startTls: ports.imap },
    pop3: { tls: ports.pop3s, startTls: ports.pop3 },
    submission: { tls: ports.submissions, startTls: ports.submission },
    sieve: { startTls: ports.sieve },
  };
}
