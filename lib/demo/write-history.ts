import { randomUUID } from 'node:crypto';
import { config } from '@/lib/config';
import { db, Prisma, type Tx } from '@/lib/db';
import { cast, type Device } from './cast';
import type { PlannedMessage } from './file-message';
import { Dice } from './random';
import { residents } from './residents';
import { seedTransaction } from './seed-transaction';
import { readTokens } from './tokens';

/** Rows of the past carry this node: no Dovecot of that name exists, and they are what a chart of the past days shows. */
const node = 'demo-past';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type PastEvent = Omit<Prisma.MailEventCreateManyInput, 'offset'>;

interface Account {
  id: string;
  address: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
}

export async function historyWritten(): Promise<boolean> {
  return (await db().mailSession.findFirst({ where: { node }, select: { id: true } })) !== null;
}

/** Sessions of the past week and the events behind every message as it lies now, all of it or nothing. */
export async function writeHistory(plan: Map<string, PlannedMessage[]>, now: Date): Promise<void> {
  const accounts = await db().mailbox.findMany({
    select: { id: true, address: true, domainId: true, customerId: true, resellerId: true },
  });
  const byAddress = new Map(accounts.map((account) => [account.address, account]));
  const tokens = readTokens(config().MILEPOST_HOME);
  const credentialOf = ({ resident, credential }: Device) => {
    const token = tokens[resident.address]?.[credential];
    return token ? `ap${token.id}` : 'main';
  };
  const devices = new Map<string, Device[]>();
  for (const device of cast())
    devices.set(device.resident.address, [...(devices.get(device.resident.address) ?? []), device]);

  const sessions: Prisma.MailSessionCreateManyInput[] = [];
  const events: PastEvent[] = [];
  for (const [address, messages] of plan) {
    const account = byAddress.get(address);
    if (!account) continue;
    const own = devices.get(address) ?? [];
    sessions.push(...own.flatMap((device) => pastSessions(account, device, credentialOf(device), now)));
    if (!residents.find((one) => one.address === address)?.mailbox.off?.includes('webmail'))
      sessions.push(...pastVisits(account, now));
    events.push(...pastEvents(account, own, credentialOf, messages, sessions, now));
  }
  const numbered = events.map((event, index) => ({ ...event, offset: index }));
  await seedTransaction(async (tx) => {
    const months = [...new Set(sessions.map(({ startedAt }) => new Date(startedAt).toISOString().slice(0, 7)))];
    await tx.$executeRaw`SELECT mail_session_month((m || '-01T00:00:00Z')::timestamptz) FROM unnest(${months}::text[]) m`;
    await insertAll(tx, 'MailSession', sessions);
    await insertAll(tx, 'MailEvent', numbered);
    // Each event finds its session as the ingest would have it.
    await tx.$executeRaw`UPDATE "MailEvent" e SET "sessionId" = s.id FROM "MailSession" s WHERE e.node = ${node} AND s.node = e.node AND s.sid = e.sid`;
    await tx.$executeRaw`UPDATE "AppPassword" a SET "lastUsedAt" = s.at FROM (SELECT credential, max("endedAt") AS at FROM "MailSession" WHERE node = ${node} GROUP BY 1) s WHERE s.credential = 'ap' || a.id`;
    await policies(tx, byAddress);
  });
}

/** Thousands of rows in one statement: a second instead of ten. All rows have the keys of the first. */
async function insertAll(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  const columns = Prisma.raw(
    Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join(', '),
  );
  const name = Prisma.raw(`"${table}"`);
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value));
  await tx.$executeRaw`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb)`;
}

function session(
  account: Account,
  device: Pick<Device, 'protocol' | 'program' | 'tls' | 'ip'> & { habit?: Device['habit'] },
  credential: string,
  dice: Dice,
  start: number,
  end: number,
): Prisma.MailSessionCreateManyInput & { sid: string } {
  const { id: mailboxId, address, domainId, customerId, resellerId } = account;
  // Most polls find nothing; a client that takes mail removes what it fetched.
  const fetched =
    device.protocol === 'sieve' || (device.protocol === 'pop3' && dice.chance(0.7)) ? 0 : dice.between(1, 5);
  const taken = device.habit === 'takes' ? fetched : 0;
  return {
    node,
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

/** A week of one device: at work by day, seldom at night and at the weekend. */
function pastSessions(
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
    // From now on it is the living that connect.
    const end = Math.min(at + length, now.getTime());
    if (at >= end) return rows;
    rows.push(session(account, device, credential, dice, at, end));
    const pause = polls
      ? 12 * minute
      : device.protocol === 'sieve'
        ? 30 * hour
        : device.habit === 'visits'
          ? 100 * minute
          : 35 * minute;
    // A program that polls keeps its time day and night; people do not.
    at += polls
      ? length + pause * (0.97 + 0.06 * dice.next())
      : length + pause * (working ? 1 : 4) * (weekend ? 2.5 : 1) * (0.5 + dice.next());
  }
}

/** Some people also read in the browser now and then. */
function pastVisits(account: Account, now: Date): Prisma.MailSessionCreateManyInput[] {
  const dice = new Dice(`webmail ${account.address}`);
  if (dice.chance(0.55)) return [];
  const ip = `203.0.113.${dice.between(195, 250)}`;
  const rows: Prisma.MailSessionCreateManyInput[] = [];
  const visit = (start: number, end: number) => {
    const row = session(account, { ...browser, ip }, `web${randomUUID()}`, dice, start, end);
    rows.push({
      ...row,
      protocol: 'webmail',
      transport: 'secured',
      mechanism: 'PLAIN',
      clientName: 'Milepost Webmail',
      clientVersion: '1',
    });
  };
  // A few were here within the last hour.
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

/** How each message came to where it is: delivered or sent, and moved. */
function pastEvents(
  account: Account,
  devices: readonly Device[],
  credentialOf: (device: Device) => string,
  messages: readonly PlannedMessage[],
  sessions: Prisma.MailSessionCreateManyInput[],
  now: Date,
): PastEvent[] {
  const dice = new Dice(`events ${account.address}`);
  const readers = devices.filter(({ protocol }) => protocol === 'imap');
  const uids = new Map<string, number>();
  return messages.flatMap((message): PastEvent[] => {
    const uid = (uids.get(message.folder) ?? 0) + 1;
    uids.set(message.folder, uid);
    const { id: mailboxId, address, customerId, resellerId } = account;
    const common = {
      node,
      inode: 1n,
      mailboxId,
      customerId,
      resellerId,
      address,
      messageId: message.messageId,
      size: BigInt(message.source.length),
      sender: message.sender,
      subject: [...message.subject].slice(0, 80).join(''),
      fromFolder: null,
      uid: null,
      credential: null,
      flags: [],
    };
    const delivered = {
      ...common,
      at: message.received,
      kind: 'delivered',
      folder: 'INBOX',
      service: 'lmtp',
      sid: `demo-lmtp-${dice.hex(12)}`,
      ...(message.folder === 'INBOX' ? { uid } : {}),
    };
    if (message.folder === 'Drafts') return [];
    if (message.folder === 'INBOX') return [delivered];
    if (message.folder === 'Junk') return [{ ...delivered, folder: 'Junk', uid }];
    if (readers.length === 0) return message.incoming ? [delivered] : [];
    // Somebody's program did the rest, in a session that is known when it was in the last week.
    const device = dice.pick(readers);
    const at = message.saved.getTime();
    let sid = `demo-${dice.hex(16)}`;
    if (at > now.getTime() - 7 * day && at < now.getTime() - 15 * minute) {
      const row = session(
        account,
        device,
        credentialOf(device),
        dice,
        at - dice.between(1, 9) * minute,
        at + dice.between(1, 12) * minute,
      );
      sid = row.sid;
      sessions.push(row);
      if (!message.incoming && device.sends) {
        const handed = session(
          account,
          device,
          credentialOf(device),
          dice,
          at - dice.between(2, 9) * 1000,
          at + dice.between(1, 5) * 1000,
        );
        sessions.push({
          ...handed,
          protocol: 'submission',
          clientName: null,
          clientVersion: null,
          fetched: 0,
          delivered: 1,
        });
      }
    }
    const act = {
      ...common,
      at: message.saved,
      folder: message.folder,
      uid,
      service: 'imap',
      sid,
      credential: credentialOf(device),
      flags: message.flags.seen ? ['\\Seen'] : [],
    };
    return message.incoming ? [delivered, { ...act, kind: 'moved', fromFolder: 'INBOX' }] : [{ ...act, kind: 'saved' }];
  });
}

/** Two rules that customers have set up already. */
async function policies(tx: Tx, accounts: Map<string, Account>): Promise<void> {
  for (const [address, name, folder, olderThanDays] of [
    ['contact@brise-marine.example', 'Corbeille de plus de 30 jours', 'Trash', 30],
    ['einkauf@kontor-weiss.example', 'Junk older than 14 days', 'Junk', 14],
  ] as const) {
    const account = accounts.get(address);
    if (!account) continue;
    const { domainId, customerId, resellerId } = account;
    await tx.retentionPolicy.create({
      data: { domainId, customerId, resellerId, name, folder, olderThanDays, basis: 'saved' },
    });
  }
}
