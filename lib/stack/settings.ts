import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { checkout, chooseDataDirectory } from './data-directory';
import { type Identities, identities } from './identities';
import type { Listeners, StackPorts } from './ports';
import { Stop } from './stop';

/** The settings of one start. */
export interface Settings extends Listeners {
  dataDirectory: string;
  who: Identities;
  /** The origin of the panel for browsers, if MILEPOST_URL is set. */
  publicUrl: string | undefined;
  mailHost: string;
  /** The resolver for DNS checks; empty for that of the machine. */
  resolver: string;
  /** Where the anchors of the audit are offered. */
  auditCopies: string;
  /** For security.txt; empty for none. */
  securityContact: string;
  /** Whether rspamd judges messages by their score, and learns. It runs in any case, for signatures and senders. */
  spamFilter: boolean;
  /** The virus scanner clamd: host:port or the path of a socket; empty for none. */
  clamd: string;
  /** The size at which a log is rotated. */
  logBytes: number;
  /** The user's own database, if DATABASE_URL is set. */
  externalDatabase: string | undefined;
  /** Whether the panel runs with `next dev`. */
  dev: boolean;
  /** Whether the data directory has, or will have, the demonstration. */
  demo: boolean;
  /** Whether Dovecot delays the answer to a wrong password. Tests disable it with MILEPOST_PATIENT=0. */
  patient: boolean;
  dovecotVersion: string;
}

/** Finds the data directory, which is enough for status and down. */
export function locate(env: NodeJS.ProcessEnv): { dataDirectory: string; root: boolean } {
  const root = process.getuid?.() === 0;
  return { dataDirectory: chooseDataDirectory(env, root), root };
}

export function readSettings(env: NodeJS.ProcessEnv, { empty }: { empty: boolean }): Settings {
  const { dataDirectory } = locate(env);
  const listen = env.MILEPOST_LISTEN || '127.0.0.1';
  if (isIP(listen) === 0)
    throw new Stop(`MILEPOST_LISTEN must be an IP address such as 127.0.0.1 or 0.0.0.0, not "${listen}".`);
  const mailHost = env.MILEPOST_MAIL_HOST || 'localhost';
  if (!/^[a-z0-9.-]{1,253}$/i.test(mailHost))
    throw new Stop(`MILEPOST_MAIL_HOST must be a host name, not "${mailHost}".`);
  const logBytes = Number(env.MILEPOST_LOG_BYTES || 64 * 1024 * 1024);
  if (!Number.isInteger(logBytes) || logBytes < 65_536)
    throw new Stop(
      `MILEPOST_LOG_BYTES must be a whole number of bytes, at least 65536, not "${env.MILEPOST_LOG_BYTES}".`,
    );
  const resolver = env.MILEPOST_RESOLVER || '';
  if (
    resolver &&
    isIP(resolver.replace(/:\d+$/, '')) !== 4 &&
    isIP(resolver.replace(/^\[(.*)\](?::\d+)?$/, '$1')) !== 6
  )
    throw new Stop(
      `MILEPOST_RESOLVER must be an IP address, or one with a port such as 192.0.2.53:53, not "${resolver}".`,
    );
  const securityContact = env.MILEPOST_SECURITY_CONTACT || '';
  if (securityContact && !/^(mailto|https):\S+$/.test(securityContact))
    throw new Stop(
      `MILEPOST_SECURITY_CONTACT must be like mailto:security@example.com or https://example.com/report, not "${securityContact}".`,
    );
  const auditCopies = env.MILEPOST_AUDIT_COPIES || '';
  const wrongCopy = auditCopies.split(/\s+/).find((place) => place && !/^(syslog|(https|mailto):\S+)$/.test(place));
  if (wrongCopy)
    throw new Stop(
      `MILEPOST_AUDIT_COPIES may name syslog, https: and mailto: addresses, separated by spaces, not "${wrongCopy}".`,
    );
  const publicUrl = publicOrigin(env.MILEPOST_URL);
  const externalDatabase = env.DATABASE_URL || undefined;
  if (externalDatabase && !/^postgres(ql)?:\/\//.test(externalDatabase)) {
    throw new Stop('DATABASE_URL must be a postgresql:// address.');
  }
  return {
    dataDirectory,
    publicUrl,
    // A proxy on this machine adds TLS, and must not be bypassed.
    listenPanel: publicUrl?.startsWith('https:') ? '127.0.0.1' : listen,
    who: identities([path.join(checkout, 'package.json'), path.join(checkout, 'node_modules/next/package.json')]),
    listen,
    mailHost,
    resolver,
    auditCopies,
    securityContact,
    spamFilter: env.MILEPOST_SPAM_FILTER !== '0',
    clamd: clamdAddress(env.MILEPOST_CLAMD ?? ''),
    logBytes,
    externalDatabase,
    dev: env.MILEPOST_DEV === '1',
    demo: wantsDemo(dataDirectory, empty),
    patient: env.MILEPOST_PATIENT !== '0',
    dovecotVersion: execFileSync('dovecot', ['--version'], { encoding: 'utf8' }).trim(),
  };
}

/** The first start decides whether a data directory has the demonstration. */
function wantsDemo(dataDirectory: string, empty: boolean): boolean {
  const kind = readKind(dataDirectory);
  if (kind && kind !== (empty ? 'empty' : 'demo') && empty) {
    throw new Stop(
      `The data directory ${dataDirectory} already holds a demonstration. Name another MILEPOST_HOME for an empty host.`,
    );
  }
  return (kind ?? (empty ? 'empty' : 'demo')) === 'demo';
}

export function kindFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'kind');
}

export function readKind(dataDirectory: string): 'demo' | 'empty' | undefined {
  const file = kindFile(dataDirectory);
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8').trim() === 'demo' ? 'demo' : 'empty';
}

/** What rspamd.conf holds between quotation marks. */
export function clamdAddress(text: string): string {
  const port = Number(/^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]):(\d{1,5})$/i.exec(text)?.[1]);
  if (text && !/^\/[A-Za-z0-9._/+@-]{1,106}$/.test(text) && !(port >= 1 && port <= 65_535))
    throw new Stop(
      `MILEPOST_CLAMD must be like 127.0.0.1:3310 or the path of a socket such as /run/clamav/clamd.ctl, not "${text}".`,
    );
  return text;
}

function publicOrigin(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || text.replace(/\/$/, '').toLowerCase() !== url.origin)
    throw new Stop(`MILEPOST_URL must be like https://panel.example.com, without a path, not "${text}".`);
  return url.origin;
}

/** The address of the panel for browsers. */
export function panelUrl({ publicUrl, listen }: Settings, ports: StackPorts): string {
  if (publicUrl) return publicUrl;
  const host = listen === '0.0.0.0' || listen === '::' ? 'localhost' : isIP(listen) === 6 ? `[${listen}]` : listen;
  return `http://${host}:${ports.panel}`;
}
