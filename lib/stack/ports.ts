import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ports, portsShape } from '@/lib/config';
import { portHolder } from './port-holder';
import { Stop } from './stop';

/**
 * Offset of each port from the base. `reinject` accepts mail from this host itself: Sieve redirects and the panel's
 * notifications.
 */
export const offsets = {
  panel: 300,
  postgres: 432,
  imap: 143,
  imaps: 993,
  pop3: 110,
  pop3s: 995,
  submission: 587,
  submissions: 465,
  sieve: 190,
  smtp: 25,
  smtpSubmission: 187,
  relay: 188,
  reinject: 189,
  doveadm: 80,
  policy: 192,
} as const satisfies Record<keyof Ports, number>;

export type PortName = keyof typeof offsets;
export type StackPorts = Record<PortName, number>;

const names = Object.keys(offsets) as PortName[];
const publicNames: readonly PortName[] = [
  'imap',
  'imaps',
  'pop3',
  'pop3s',
  'submission',
  'submissions',
  'sieve',
  'smtp',
];
const firstBase = 20_000;
const blockSize = 1000;
/**
 * Linux uses ports from 32768 for outgoing connections (ip_local_port_range). Such a port may be in use at a start, and
 * a probe of it may even connect to itself.
 */
const lastBase = 31_000;

/** The address of the listeners for mail clients and browsers. */
export interface Listeners {
  /** The address of the public ports of the mail servers. */
  listen: string;
  /** The address of the panel: the loopback behind a TLS proxy. */
  listenPanel: string;
}

/** The address that a port listens on. Internal ports use the loopback. */
export function hostOf(name: PortName, { listen, listenPanel }: Listeners): string {
  if (name === 'panel') return listenPanel;
  return publicNames.includes(name) ? listen : '127.0.0.1';
}

/** The environment variable of a port, such as MILEPOST_PORT_SMTP_SUBMISSION for smtpSubmission. */
export function variableOf(name: PortName): string {
  return `MILEPOST_PORT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function block(base: number): StackPorts {
  return Object.fromEntries(names.map((name) => [name, base + offsets[name]])) as StackPorts;
}

function number(variable: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > max) {
    throw new Stop(`${variable} must be a whole number from 1 to ${max}, not "${text}".`);
  }
  return value;
}

export interface PortSettings {
  /** Ports with their own variable. */
  given: Partial<StackPorts>;
  base: number | undefined;
}

/** Reads the wanted ports from the environment. */
export function portSettings(env: Record<string, string | undefined>): PortSettings {
  const given: Partial<StackPorts> = {};
  for (const name of names) {
    const text = env[variableOf(name)];
    if (text) given[name] = number(variableOf(name), text, 65_535);
  }
  const base = env.MILEPOST_PORT_BASE;
  return { given, base: base ? number('MILEPOST_PORT_BASE', base, 65_535 - 999) : undefined };
}

/** The ports to use, or undefined if a free block must be searched. */
export function decidePorts(settings: PortSettings, recorded: Partial<StackPorts> | undefined): StackPorts | undefined {
  if (settings.base !== undefined) return { ...block(settings.base), ...settings.given };
  const complete = { ...recorded, ...settings.given };
  // A data directory from before this port existed keeps the others, and gets it.
  if (complete.reinject) complete.policy ??= complete.reinject - offsets.reinject + offsets.policy;
  return names.every((name) => complete[name]) ? (complete as StackPorts) : undefined;
}

/** The first two names with the same port. */
export function clash(ports: StackPorts): [PortName, PortName] | undefined {
  for (const [index, name] of names.entries()) {
    const other = names.slice(index + 1).find((later) => ports[later] === ports[name]);
    if (other) return [name, other];
  }
  return undefined;
}

/** Whether a port can be listened on: 'free', or the error code of the system. */
function probe(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve('free')));
  });
}

/** Like `probe`, but waits up to 5 s if nobody listens: a recently closed connection can still block the port. */
export async function stateOnceFree(port: number, host: string): Promise<string> {
  let state = await probe(port, host);
  for (let turn = 0; turn < 50 && state === 'EADDRINUSE' && !portHolder(port); turn++) {
    await wait(100);
    state = await probe(port, host);
  }
  return state;
}

/** Chooses the ports of a data directory, or checks the recorded ones. `needed` are the ports that must be free. */
export async function choosePorts(
  settings: PortSettings,
  recorded: Partial<StackPorts> | undefined,
  listeners: Listeners,
  needed: readonly PortName[],
): Promise<StackPorts> {
  const decided = decidePorts(settings, recorded);
  if (decided) {
    await requireFree(decided, settings, listeners, needed);
    return decided;
  }
  for (let base = firstBase; base <= lastBase; base += blockSize) {
    const ports = { ...block(base), ...settings.given };
    const states = await Promise.all(needed.map((name) => probe(ports[name], hostOf(name, listeners))));
    if (states.every((state) => state === 'free')) return ports;
    if (states.includes('EADDRNOTAVAIL')) await requireFree(ports, settings, listeners, needed);
  }
  throw new Stop(`No free block of ports between ${firstBase} and ${lastBase}. Name one with MILEPOST_PORT_BASE.`);
}

async function requireFree(
  ports: StackPorts,
  settings: PortSettings,
  listeners: Listeners,
  needed: readonly PortName[],
): Promise<void> {
  const twice = clash(ports);
  if (twice) {
    throw new Stop(
      `Port ${ports[twice[0]]} is asked for twice, for ${twice[0]} and ${twice[1]}. Give each a port of its own.`,
    );
  }
  for (const name of needed) {
    const port = ports[name];
    const host = hostOf(name, listeners);
    const state = await stateOnceFree(port, host);
    if (state === 'free') continue;
    const origin =
      settings.given[name] || settings.base !== undefined ? 'asked for' : 'recorded for this data directory';
    if (state === 'EADDRINUSE') {
      throw new Stop(
        `Port ${port} (${name}, ${origin}) is taken by ${portHolder(port) ?? 'a connection that is still ending'}. ` +
          `Stop that, or give another port with ${variableOf(name)} or MILEPOST_PORT_BASE.`,
      );
    }
    if (state === 'EACCES') {
      throw new Stop(
        `Port ${port} (${name}, ${origin}) may only be opened by root. Give one above 1023 with ${variableOf(name)}.`,
      );
    }
    if (state === 'EADDRNOTAVAIL') {
      throw new Stop(`This machine has no address ${host} to listen on. Correct MILEPOST_LISTEN.`);
    }
    throw new Stop(`Port ${port} (${name}, ${origin}) cannot be opened on ${host}: ${state}.`);
  }
}

/** The ports that the panel and the agent need. */
export function sharedPorts(ports: StackPorts): Ports {
  return portsShape.parse(ports);
}
