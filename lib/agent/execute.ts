import type { z } from 'zod';
import { type NodeVerb, verbs } from '@/lib/dovecot';
import { protocolsOfService } from '@/lib/protocols';
import { type Command, type Doveadm, DoveadmError } from './doveadm';
import { isService, type ProcessRef, readProcess, terminate } from './processes';

type Args<V extends NodeVerb> = z.output<(typeof verbs)[V]['args']>;
type Result<V extends NodeVerb> = z.output<(typeof verbs)[V]['result']>;

/** What the agent provides to the verbs. */
export interface Context {
  doveadm: Doveadm;
  /** The last session id of a pid in the log. */
  sidOf: (pid: number) => string | undefined;
  /** Writes the signing keys. Returns their number. */
  writeSigningKeys: () => Promise<number>;
  /** Makes the Postfix of this host attempt delivery of its queue. */
  deliverQueue: () => Promise<void>;
}

/** A list of 500 connections takes 30 ms. */
const quickTimeoutMs = 5_000;
/** A folder of 100,000 messages takes seconds. */
const slowTimeoutMs = 60_000;
/** Dovecot's mail processes exit within milliseconds of the signal, unless they are running a large command. */
const terminateTimeoutMs = 5_000;

const recoveryFolder = '.EXPUNGED';
/** Services with one process for each client. Only such a process may be terminated. */
const isClientService = (service: string) => protocolsOfService(service).length > 0;

type Verb<V extends NodeVerb> = (context: Context, args: Args<V>) => Promise<Result<V>>;

const handlers: { [V in NodeVerb]: Verb<V> } = {
  who: ({ doveadm }) => who(doveadm),

  'flush-auth-cache': async ({ doveadm }, { users }) => {
    if (users.length > 0) await doveadm.one(['authCacheFlush', { user: users }], quickTimeoutMs);
    return {};
  },

  'disconnect-session': async ({ doveadm, sidOf }, { user, service, pid, sid }) => {
    const before = readProcess(pid);
    const listed = (await who(doveadm)).find((one) => one.pid === pid);
    const other = sidOf(pid);
    const same = !sid || !other || other === sid;
    // The list may be out of date. Then the last login in the log identifies the session.
    const matches = listed
      ? listed.user === user && sameService(listed.service, service) && same
      : sid !== undefined && other === sid;
    if (!before || !matches || !isService(pid, processName(service))) return { ended: true, why: 'gone' };
    const left = await terminate([before], terminateTimeoutMs);
    return left.length > 0 ? { ended: false, why: 'still-there' } : { ended: true };
  },

  'disconnect-user': async ({ doveadm }, { user, ip }) => {
    let ended = 0;
    // A client may reconnect or finish its login during the first round.
    for (let round = 0; round < 3; round += 1) {
      const listed = (await who(doveadm)).filter(
        (one) => one.user === user && (!ip || one.ip === ip) && isClientService(one.service),
      );
      const processes = listed.flatMap(({ pid, service }): ProcessRef[] => {
        const found = readProcess(pid);
        return found && isService(pid, processName(service)) ? [found] : [];
      });
      if (processes.length === 0) break;
      ended += processes.length - (await terminate(processes, terminateTimeoutMs)).length;
    }
    return { ended };
  },

  quota: async ({ doveadm }, { users }) => {
    if (users.length === 0) return [];
    const answers = await doveadm.run(
      users.map((user): Command => ['quotaGet', { user }]),
      slowTimeoutMs,
    );
    return answers.flatMap((answer, index) => {
      if ('failure' in answer) return [];
      const value = (type: string) => Number(answer.rows.find((row) => row.type === type)?.value ?? 0);
      return [{ user: users[index] ?? '', bytes: value('STORAGE') * 1024, messages: value('MESSAGE') }];
    });
  },

  find: async ({ doveadm }, { user, folder, before, basis }) => {
    const [answer] = await doveadm.run(
      [
        [
          'fetch',
          {
            user,
            field: [
              'uid',
              'guid',
              'hdr.message-id',
              'hdr.from.utf8',
              'hdr.subject.utf8',
              // The size in IMAP and quota, not the size on disk.
              'size.virtual',
              dateField(basis),
            ],
            query: ['mailbox', plainFolder(folder), basis === 'saved' ? 'savedbefore' : 'before', seconds(before)],
          },
        ],
      ],
      slowTimeoutMs,
    );
    // The mailbox has no such folder.
    if (!answer || ('failure' in answer && answer.exitCode === noSuchFolder)) return [];
    if ('failure' in answer) throw new DoveadmError(`doveadm fetch failed: ${answer.failure} (${answer.exitCode})`);
    return answer.rows.map((row) => ({
      uid: Number(row.uid),
      guid: String(row.guid),
      messageId: header(row['hdr.message-id'], 1000),
      sender: header(row['hdr.from.utf8'], 500),
      subject: header(row['hdr.subject.utf8'], 500),
      at: instant(row[dateField(basis)] ?? ''),
      size: Number(row['size.virtual'] ?? 0),
    }));
  },

  remove: async ({ doveadm }, { user, folder, messages }) => {
    const wanted = new Map(messages.map(({ uid, guid }) => [uid, guid]));
    const present = await guids(doveadm, user, folder, [...wanted.keys()]);
    const same = [...wanted].filter(([uid, guid]) => present.get(uid) === guid).map(([uid]) => uid);
    if (same.length > 0) {
      const query = ['mailbox', plainFolder(folder), 'uid', same.join(',')];
      await doveadm.one(['expunge', { user, query }], slowTimeoutMs);
    }
    const after = new Set((await guids(doveadm, user, folder, same)).values());
    const left = [...wanted.values()];
    // A message that had already disappeared counts as remaining: this command did not remove it.
    const removed = new Set(
      same.map((uid) => wanted.get(uid)).filter((guid) => guid !== undefined && !after.has(guid)),
    );
    return { removed: left.filter((guid) => removed.has(guid)), remaining: left.filter((guid) => !removed.has(guid)) };
  },

  restore: async ({ doveadm }, { user, folder, guid, uid, messageId }) => {
    if (!guid && !uid) throw new DoveadmError('neither guid nor uid');
    const key = guid ? ['guid', guid] : ['uid', String(uid)];
    const rows = await fetchRows(doveadm, user, recoveryFolder, key, ['uid', 'guid', 'hdr.message-id']);
    // A recreated folder assigns the same UIDs again, so the Message-ID must match as well.
    const found = rows.filter((row) => guid || !messageId || sameMessageId(row['hdr.message-id'] ?? '', messageId));
    if (found.length === 0) return { restored: 0 };
    const uids = found.map((row) => Number(row.uid));
    const target = plainFolder(folder);
    const move: Command = [
      'move',
      { user, destinationMailbox: target, query: ['mailbox', recoveryFolder, 'uid', uids.join(',')] },
    ];
    const [moved] = await doveadm.run([move], slowTimeoutMs);
    if (moved && 'failure' in moved) {
      // The original folder may have been deleted.
      await doveadm.run([['mailboxCreate', { user, mailbox: [target] }]], quickTimeoutMs);
      await doveadm.one(move, slowTimeoutMs);
    }
    const left = await guids(doveadm, user, recoveryFolder, uids);
    return { restored: uids.filter((one) => !left.has(one)).length };
  },

  'purge-retained': async ({ doveadm }, { user, before }) => {
    const query = ['mailbox', 'INBOX', 'keyword', '$POP3Deleted', 'savedbefore', seconds(before)];
    await doveadm.one(['expunge', { user, query }], slowTimeoutMs);
    return {};
  },

  'purge-removed': async ({ doveadm }, { user, before }) => {
    const query = ['mailbox', recoveryFolder, 'savedbefore', seconds(before)];
    const [answer] = await doveadm.run([['expunge', { user, query }]], slowTimeoutMs);
    if (answer && 'failure' in answer && answer.exitCode !== noSuchFolder) {
      throw new DoveadmError(`doveadm expunge failed: ${answer.failure} (${answer.exitCode})`);
    }
    await doveadm.one(['purge', { user }], slowTimeoutMs);
    return {};
  },

  'write-signing-keys': async ({ writeSigningKeys }) => ({ keys: await writeSigningKeys() }),

  'deliver-queue': async ({ deliverQueue }) => {
    await deliverQueue();
    return {};
  },
};

/** Executes one verb. Its arguments and its result are validated. */
export async function execute(context: Context, verb: string, args: unknown): Promise<unknown> {
  if (!Object.hasOwn(handlers, verb)) throw new DoveadmError(`unknown verb ${verb}`);
  const known = verb as NodeVerb;
  const handle = handlers[known] as Verb<NodeVerb>;
  return verbs[known].result.parse(await handle(context, verbs[known].args.parse(args) as never));
}

/** EX_NOHOST of sysexits.h: doveadm exits with it if a folder does not exist. */
const noSuchFolder = 68;

async function who(doveadm: Doveadm): Promise<Result<'who'>> {
  const rows = await doveadm.one(['who', { separateConnections: true }], quickTimeoutMs);
  return rows
    .filter((row) => row.username && /^\d+$/.test(row.pid ?? ''))
    .map((row) => ({
      user: row.username ?? '',
      service: row.service ?? '',
      pid: Number(row.pid),
      ip: row.ip ?? '',
    }));
}

function sameService(listed: string, asked: string): boolean {
  return processName(listed) === processName(asked);
}

/** The process of the ManageSieve service is named after its protocol. */
function processName(service: string): string {
  return service === 'sieve' ? 'managesieve' : service;
}

/** doveadm treats * and % as wildcards. No folder of Dovecot has them in its name. */
function plainFolder(folder: string): string {
  if (/[*%]/.test(folder)) throw new DoveadmError('a folder name cannot contain * or %');
  return folder;
}

function seconds(instantText: string): string {
  return String(Math.floor(Date.parse(instantText) / 1000));
}

function dateField(basis: 'saved' | 'received'): string {
  return basis === 'saved' ? 'date.saved' : 'date.received';
}

/** doveadm prints instants in its time zone, which is UTC here. */
function instant(text: string): string {
  const parsed = Date.parse(`${text.replace(' ', 'T')}Z`);
  return new Date(Number.isNaN(parsed) ? 0 : parsed).toISOString();
}

function header(text: string | undefined, maxLength: number): string {
  return (
    (text ?? '')
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are removed
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, maxLength)
  );
}

async function fetchRows(
  doveadm: Doveadm,
  user: string,
  folder: string,
  query: string[],
  field: string[],
): Promise<Record<string, string>[]> {
  const [answer] = await doveadm.run(
    [['fetch', { user, field, query: ['mailbox', plainFolder(folder), ...query] }]],
    slowTimeoutMs,
  );
  if (!answer || ('failure' in answer && answer.exitCode === noSuchFolder)) return [];
  if ('failure' in answer) throw new DoveadmError(`doveadm fetch failed: ${answer.failure} (${answer.exitCode})`);
  return answer.rows;
}

async function guids(doveadm: Doveadm, user: string, folder: string, uids: number[]): Promise<Map<number, string>> {
  if (uids.length === 0) return new Map();
  const rows = await fetchRows(doveadm, user, folder, ['uid', uids.join(',')], ['uid', 'guid']);
  return new Map(rows.map((row) => [Number(row.uid), String(row.guid)]));
}

/** Compares a Message-ID with a logged one, which is cut at 80 characters and has ? for control characters. */
function sameMessageId(actual: string, logged: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/[^\u0020-\u007e]/g, '?')
      .replace(/\s+/g, ' ')
      .trim();
  const [left, right] = [plain(actual), plain(logged)];
  return left === right || (right.endsWith('...') && left.startsWith(right.slice(0, -3)));
}
