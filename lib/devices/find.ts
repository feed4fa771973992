import type { Protocol } from '@/lib/protocols';
import type { FindingDetails, FindingKind, Rhythm, Takes } from './shapes';

const day = 86_400_000;
/** A device that was not seen for this long has no findings. */
const taking = 7 * day;
const reading = 14 * day;
/** Polling more often than once a minute causes load, and IDLE delivers mail sooner. */
const leastEvery = 60;
/** Fewer failures a day are typing mistakes. */
const leastFailures = 10;
/** Fewer failed handshakes may be one trial. */
const leastHandshakes = 3;
/** A new network is reported for two days, for mailboxes that have been known for a week. */
const newFor = 2 * day;
const knownFor = 7 * day;

/** The columns of a device that the rules need. */
export interface FactDevice {
  id: string;
  /** The device that it was merged into, or itself. */
  lead: string;
  protocol: Protocol;
  label: string | null;
  ip: string | null;
  clientName: string | null;
  credential: string | null;
  credentialLabel: string | null;
  transport: string;
  firstSeenAt: number;
  lastSeenAt: number;
  /** Messages that it removed in the last 30 days and nobody restored. */
  gone: number;
  /** Names under which it signed in again after another name. */
  programs: string[];
  takes: Takes;
  rhythm: Rhythm;
  keptDays: number | null;
}

export interface Facts {
  devices: FactDevice[];
  networks: { network: string; deviceId: string; firstSeenAt: number; lastSeenAt: number; ip: string | null }[];
  /** Failed handshakes at the address of a device since it was last seen. */
  handshakes: { deviceId: string; protocol: Protocol; reason: string; ip: string; count: number; lastAt: number }[];
  /** Failed sign-ins of the last day. */
  failures: { count: number; ips: number; ip: string | null; lastAt: number } | null;
  /** Why the mailbox may not send now: it sent far more than it ever did, from a network that it never used. */
  jump: { id: string; messages: number; recipients: number; seconds: number; network: string; at: number } | null;
  /** POP3 removals affect other devices: POP3 is enabled, and the mailbox does not keep removed messages. */
  pop3Takes: boolean;
}

export interface Found {
  kind: FindingKind;
  /** The same finding has the same subject. */
  subject: string;
  severity: 'bad' | 'warn';
  deviceIds: string[];
  details: Partial<FindingDetails>;
  lastAt: number;
}

/** Computes the current findings of the devices of a mailbox. */
export function find(facts: Facts, now: number): Found[] {
  return [
    ...takesFromOthers(facts, now),
    ...race(facts, now),
    ...pollsOften(facts, now),
    ...sharedPassword(facts, now),
    ...newNetwork(facts, now),
    ...clearText(facts, now),
    ...handshakeFails(facts),
    ...failures(facts),
    ...sendingJump(facts),
  ];
}

const named = ({ id, protocol, label, ip }: FactDevice) => ({ id, protocol, label, ip });
const latest = (devices: FactDevice[]) => Math.max(...devices.map(({ lastSeenAt }) => lastSeenAt));
const takesMail = ({ takes }: FactDevice) => takes === 'at-once' || takes === 'later';
const removing = ({ devices, pop3Takes }: Facts, now: number) =>
  devices.filter(
    (device) =>
      takesMail(device) &&
      (device.protocol === 'imap' || (device.protocol === 'pop3' && pop3Takes)) &&
      now - device.lastSeenAt <= taking,
  );

/** If a client removes messages only after a week or longer, other devices can read them. */
function takesFromOthers(facts: Facts, now: number): Found[] {
  const others = facts.devices.filter(
    (device) =>
      (device.protocol === 'imap' || device.protocol === 'webmail') &&
      !takesMail(device) &&
      now - device.lastSeenAt <= reading,
  );
  if (others.length === 0) return [];
  return removing(facts, now)
    .filter(({ takes, keptDays }) => takes === 'at-once' || (keptDays ?? 7) < 7)
    .map((device) => ({
      kind: device.protocol === 'imap' ? 'imap-takes' : 'pop3-takes',
      subject: device.id,
      severity: 'bad',
      deviceIds: [device.id],
      details: {
        devices: [named(device)],
        others: others.map(named),
        count: device.gone,
        ...(device.rhythm.kind === 'polls' ? { everySeconds: device.rhythm.everySeconds } : {}),
      },
      lastAt: device.lastSeenAt,
    }));
}

function race(facts: Facts, now: number): Found[] {
  const racers = removing(facts, now).filter(({ protocol }) => protocol === 'pop3');
  if (new Set(racers.map(({ lead }) => lead)).size < 2) return [];
  const ids = racers.map(({ id }) => id).sort();
  return [
    {
      kind: 'pop3-race',
      subject: ids.join(' '),
      severity: 'bad',
      deviceIds: ids,
      details: { devices: racers.map(named), count: racers.reduce((sum, { gone }) => sum + gone, 0) },
      lastAt: latest(racers),
    },
  ];
}

function pollsOften({ devices }: Facts, now: number): Found[] {
  return devices.flatMap((device): Found[] =>
    device.rhythm.kind === 'polls' && device.rhythm.everySeconds < leastEvery && now - device.lastSeenAt <= day
      ? [
          {
            kind: 'polls-often',
            subject: device.id,
            severity: 'warn',
            deviceIds: [device.id],
            details: { devices: [named(device)], everySeconds: device.rhythm.everySeconds },
            lastAt: device.lastSeenAt,
          },
        ]
      : [],
  );
}

/**
 * One program may read, send and filter with one app password. Two that read over different protocols are two devices, and
 * so are two names that take turns. A program that has another name since its last update is one.
 */
function sharedPassword({ devices }: Facts, now: number): Found[] {
  const groups = new Map<string, FactDevice[]>();
  for (const device of devices) {
    if (!device.credential?.startsWith('ap')) continue;
    if (device.protocol !== 'imap' && device.protocol !== 'pop3') continue;
    if (now - device.lastSeenAt > 30 * day) continue;
    groups.set(device.credential, [...(groups.get(device.credential) ?? []), device]);
  }
  return [...groups].flatMap(([credential, group]): Found[] => {
    const protocols = new Set(group.map(({ protocol }) => protocol));
    const shared = protocols.size > 1 && new Set(group.map(({ lead }) => lead)).size > 1;
    const names = group.flatMap((device) => device.programs.map((label) => ({ ...named(device), label })));
    if (!shared && names.length < 2) return [];
    return [
      {
        kind: 'app-password-shared',
        subject: credential,
        severity: 'warn',
        deviceIds: group.map(({ id }) => id),
        details: {
          devices: names.length > 1 ? names : group.map(named),
          credential,
          credentialLabel: group[0]?.credentialLabel ?? null,
        },
        lastAt: latest(group),
      },
    ];
  });
}

function newNetwork({ devices, networks }: Facts, now: number): Found[] {
  const first = Math.min(...networks.map(({ firstSeenAt }) => firstSeenAt));
  if (networks.length === 0 || now - first < knownFor) return [];
  const byNetwork = new Map<string, Facts['networks']>();
  for (const one of networks) byNetwork.set(one.network, [...(byNetwork.get(one.network) ?? []), one]);
  return [...byNetwork].flatMap(([network, seen]): Found[] => {
    const firstSeen = Math.min(...seen.map(({ firstSeenAt }) => firstSeenAt));
    if (now - firstSeen > newFor) return [];
    const from = devices.filter(({ id }) => seen.some(({ deviceId }) => deviceId === id));
    return [
      {
        kind: 'new-network',
        subject: network,
        severity: 'warn',
        deviceIds: from.map(({ id }) => id),
        details: { devices: from.map(named), network, ip: seen[0]?.ip ?? null },
        lastAt: firstSeen,
      },
    ];
  });
}

function clearText({ devices }: Facts, now: number): Found[] {
  return devices
    .filter(({ transport, lastSeenAt }) => transport === 'clear' && now - lastSeenAt <= taking)
    .map((device) => ({
      kind: 'clear-text',
      subject: device.id,
      severity: 'warn',
      deviceIds: [device.id],
      details: { devices: [named(device)] },
      lastAt: device.lastSeenAt,
    }));
}

/** What a scanner does as well says nothing about a program. */
const ofPrograms = ['old-tls', 'no-cipher', 'certificate-refused'] as const;

/**
 * A program tries again and again with the protocol of a device that was last seen at this address, and the device has not
 * come back. It may be another program behind the same address; the text says no more than that.
 */
function handshakeFails({ devices, handshakes }: Facts): Found[] {
  return handshakes.flatMap(({ deviceId, protocol, reason, ip, count, lastAt }): Found[] => {
    const device = devices.find(({ id }) => id === deviceId);
    const known = ofPrograms.find((one) => one === reason);
    if (!device || !known || device.protocol !== protocol || count < leastHandshakes) return [];
    return [
      {
        kind: 'handshake-fails',
        subject: `${device.id} ${reason}`,
        severity: 'warn',
        deviceIds: [device.id],
        details: { devices: [named(device)], ip, count, reason: known },
        lastAt,
      },
    ];
  });
}

function failures({ failures: failed }: Facts): Found[] {
  if (!failed || failed.count < leastFailures) return [];
  return [
    {
      kind: 'failures',
      subject: 'failures',
      severity: failed.count >= leastFailures * 10 ? 'bad' : 'warn',
      deviceIds: [],
      details: { count: failed.count, ips: failed.ips, ip: failed.ip },
      lastAt: failed.lastAt,
    },
  ];
}

/** It is gone when the suspension is lifted; another suspension is another finding. */
function sendingJump({ jump }: Facts): Found[] {
  if (!jump) return [];
  const { id, at, ...details } = jump;
  return [{ kind: 'sending-jump', subject: id, severity: 'bad', deviceIds: [], details, lastAt: at }];
}
