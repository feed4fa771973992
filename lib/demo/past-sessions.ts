import { randomUUID } from 'node:crypto';
import type { Prisma } from '@/lib/db';
import type { Device } from './cast';
import { Dice } from './random';

/** The node of sessions in the past. No Dovecot has this name, so no reconciler ends them. */
export const pastNode = 'demo-past';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface Account {
  id: string;
  address: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
}

/** A session in the past. */
export function pastSession(
  account: Account,
  device: Pick<Device, 'protocol' | 'program' | 'tls' | 'ip'> & { habit?: Device['habit'] },
  credential: string,
  dice: Dice,
  start: number,
  end: number,
): Prisma.MailSessionCreateManyInput & { sid: string } {
  const { id: mailboxId, address, domainId, customerId, resellerId } = account;
  // Most polls find nothing. A client that removes mail removes what it fetched.
  const fetched =
    device.protocol === 'sieve' || (device.protocol === 'pop3' && dice.chance(0.7)) ? 0 : dice.between(1, 5);
  const taken = device.habit === 'takes' ? fetched : 0;
  return {
    node: pastNode,
    sid: `demo-${dice.hex(16)}`,
    protocol: device.protocol,
    mailboxId,
    domainId,
    customerId,
    resellerId,
    address,
    remoteIp: device.ip,
    remotePort: dice.between(32_768, 60_999),
    transport: device.tls ? 'tls' : 'secured',
    tlsProtocol: device.tls ? 'TLSv1.3' : null,
    tlsCipher: device.tls ? 'TLS_AES_256_GCM_SHA384' : null,
    mechanism: 'PLAIN',
    credential,
    clientName: device.program?.name ?? null,
    clientVersion: device.program?.version ?? null,
    startedAt: new Date(start),
    lastSeenAt: new Date(end),
    endedAt: new Date(end),
    endReason: dice.chance(0.7) ? 'logged-out' : 'closed',
    bytesIn: BigInt(dice.between(200, 4000)),
    bytesOut: BigInt(dice.between(1500, 240_000)),
    fetched,
    removed: taken,
    expunged: taken,
    delivered: 0,
    seenBy: 'log',
    revision: 0n,
  };
}

/** A week of one device: at work by day, rarely at night and at the weekend. */
export function pastSessions(
  account: Account,
  device: Device,
  credential: string,
  now: Date,
): Prisma.MailSessionCreateManyInput[] {
  const dice = new Dice(`past ${device.key}`);
  const rows: Prisma.MailSessionCreateManyInput[] = [];
  const polls = device.protocol === 'pop3';
  let at = now.getTime() - 7 * day + dice.between(0, 300) * minute;
  for (;;) {
    const date = new Date(at);
    const working = date.getUTCHours() >= 6 && date.getUTCHours() < 20;
    const weekend = date.getUTCDay() % 6 === 0;
    const length = polls
      ? dice.between(1, 4) * 1000
      : device.protocol === 'sieve'
        ? dice.between(5, 40) * 1000
        : dice.between(4, working ? 50 : 140) * minute;
    // From now on the simulator connects.
    const end = Math.min(at + length, now.getTime());
    if (at >= end) return rows;
    rows.push(pastSession(account, device, credential, dice, at, end));
    const pause = polls
      ? 12 * minute
      : device.protocol === 'sieve'
        ? 30 * hour
        : device.habit === 'visits'
          ? 100 * minute
          : 35 * minute;
    // A client that polls runs day and night; people do not.
    at += polls
      ? length + pause * (0.97 + 0.06 * dice.next())
      : length + pause * (working ? 1 : 4) * (weekend ? 2.5 : 1) * (0.5 + dice.next());
  }
}

/** Some people also use webmail now and then. */
export function pastVisits(account: Account, now: Date): Prisma.MailSessionCreateManyInput[] {
  const dice = new Dice(`webmail ${account.address}`);
  if (dice.chance(0.55)) return [];
  const ip = `203.0.113.${dice.between(195, 250)}`;
  const rows: Prisma.MailSessionCreateManyInput[] = [];
  const visit = (start: number, end: number) => {
    const row = pastSession(account, { ...browser, ip }, `web${randomUUID()}`, dice, start, end);
    rows.push({
      ...row,
      protocol: 'webmail',
      transport: 'secured',
      mechanism: 'PLAIN',
      clientName: 'Milepost Webmail',
      clientVersion: '1',
    });
  };
  // A few were active within the last hour.
  if (dice.chance(0.3))
    visit(now.getTime() - dice.between(25, 58) * minute, now.getTime() - dice.between(1, 20) * minute);
  for (let back = 6; back >= 0; back--) {
    const start = now.getTime() - back * day - dice.between(0, 14 * 60) * minute;
    const end = start + dice.between(3, 50) * minute;
    if (end > now.getTime() || dice.chance(0.3)) continue;
    visit(start, end);
  }
  return rows;
}

const browser = { protocol: 'imap', program: null, tls: false } as const;
