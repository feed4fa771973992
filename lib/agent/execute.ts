import type { z } from 'zod';
import { type NodeVerb, verbs } from '@/lib/dovecot';
import { protocolsOfService } from '@/lib/protocols';
import { type Command, type Doveadm, DoveadmError } from './doveadm';
import { end, isService, type Mark, mark } from './processes';

type Args<V extends NodeVerb> = z.output<(typeof verbs)[V]['args']>;
type Result<V extends NodeVerb> = z.output<(typeof verbs)[V]['result']>;

/** What a verb needs of the agent. */
export interface Context {
  doveadm: Doveadm;
  /** The session id that the log last gave to a pid. */
  sidOf: (pid: number) => string | undefined;
  /** Writes the signing keys; answers how many there are. */
  writeSigningKeys: () => Promise<number>;
  /** Has the Postfix of this host try its queue. */
  deliverQueue: () => Promise<void>;
}

/** Deadlines in ms. A list of connections takes 30 ms at 500 of them; a folder of 100,000 messages takes seconds. */
const quick = 5_000;
const slow = 60_000;
/** Dovecot's mail processes end within milliseconds of the signal, unless they are in the middle of a large command. */
const endingDeadline = 5_000;

const recovery = '.EXPUNGED';
/** One client each, by a process of its own: what can be ended by a signal. */
const isClientService = (service: string) => protocolsOfService(service).length > 0;

type Verb<V extends NodeVerb> = (context: Context, args: Args<V>) => Promise<Result<V>>;

const work: { [V in NodeVerb]: Verb<V> } = {
  who: ({ doveadm }) => who(doveadm),

  'flush-auth-cache': async ({ doveadm }, { users }) => {
    if (users.length > 0) await doveadm.one(['authCacheFlush', { user: users }], quick);
    return {};
  },

  'disconnect-session': async ({ doveadm, sidOf }, { user, service, pid, sid }) => {
    const before = mark(pid);
    const listed = (await who(doveadm)).find((one) => one.pid === pid);
    const other = sidOf(pid);
    const same = !sid || !other || other === sid;
    // Its last login in the log proves it as well: the list may lag behind.
    const theirs = listed
      ? listed.user === user && sameService(listed.service, service) && same
      : sid !== undefined && other === sid;
    if (!before || !theirs || !isService(pid, processName(service))) return { ended: true, why: 'gone' };
    const left = await end([before], endingDeadline);
    return left.length > 0 ? { ended: false, why: 'still-there' } : { ended: true };
  },

  'disconnect-user': async ({ doveadm }, { user, ip }) => {
    let ended = 0;
    // A client may come back, or be in the middle of its login, while the first round runs.
    for (let round = 0; round < 3; round += 1) {
      const listed = (await who(doveadm)).filter(
        (one) => one.user === user && (!ip || one.ip === ip) && isClientService(one.service),
      );
      const marks = listed.flatMap(({ pid, service }): Mark[] => {
        const found = mark(pid);
        return found && isService(pid, processName(service)) ? [found] : [];
      });
      if (marks.length === 0) break;
      ended += marks.length - (await end(marks, endingDeadline)).length;
    }
    return { ended };
  },

  quota: async ({ doveadm }, { users }) => {
    if (users.length === 0) return [];
    const answers = await doveadm.run(
      users.map((user): Command => ['quotaGet', { user }]),
      slow,
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
              // What IMAP, quota and mail programs call its size, not what it takes on the disk.
              'size.virtual',
              dateField(basis),
            ],
            query: ['mailbox', plainFolder(folder), basis === 'saved' ? 'savedbefore' : 'before', seconds(before)],
          },
        ],
      ],
      slow,
    );
    // A mailbox without this folder has nothing in it that is too old.
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
      await doveadm.one(['expunge', { user, query }], slow);
    }
    const after = new Set((await guids(doveadm, user, folder, same)).values());
    const left = [...wanted.values()];
    // One that was not there any more before is gone too, but not by this: the caller counts it as kept.
    const removed = new Set(
      same.map((uid) => wanted.get(uid)).filter((guid) => guid !== undefined && !after.has(guid)),
    );
    return { gone: left.filter((guid) => removed.has(guid)), kept: left.filter((guid) => !removed.has(guid)) };
  },

  restore: async ({ doveadm }, { user, folder, guid, uid, messageId }) => {
    if (!guid && !uid) throw new DoveadmError('neither guid nor uid');
    const key = guid ? ['guid', guid] : ['uid', String(uid)];
    const rows = await fetchRows(doveadm, user, recovery, key, ['uid', 'guid', 'hdr.message-id']);
    // The folder's numbers begin anew when it is made anew, so a number alone proves nothing.
    const found = rows.filter((row) => guid || !messageId || sameMessageId(row['hdr.message-id'] ?? '', messageId));
    if (found.length === 0) return { restored: 0 };
    const uids = found.map((row) => Number(row.uid));
    const target = plainFolder(folder);
    const move: Command = [
      'move',
      { user, destinationMailbox: target, query: ['mailbox', recovery, 'uid', uids.join(',')] },
    ];
    const [moved] = await doveadm.run([move], slow);
    if (moved && 'failure' in moved) {
      // Its folder may have been deleted since.
      await doveadm.run([['mailboxCreate', { user, mailbox: [target] }]], quick);
      await doveadm.one(move, slow);
    }
    const left = await guids(doveadm, user, recovery, uids);
    return { restored: uids.filter((one) => !left.has(one)).length };
  },

  'purge-kept': async ({ doveadm }, { user, before }) => {
    const query = ['mailbox', 'INBOX', 'keyword', '$POP3Deleted', 'savedbefore', seconds(before)];
    await doveadm.one(['expunge', { user, query }], slow);
    return {};
  },

  'purge-removed': async ({ doveadm }, { user, before }) => {
    const query = ['mailbox', recovery, 'savedbefore', seconds(before)];
    const [answer] = await doveadm.run([['expunge', { user, query }]], slow);
    if (answer && 'failure' in answer && answer.exitCode !== noSuchFolder) {
      throw new DoveadmError(`doveadm expunge failed: ${answer.failure} (${answer.exitCode})`);
    }
    await doveadm.one(['purge', { user }], slow);
    return {};
  },

  'write-signing-keys': async ({ writeSigningKeys }) => ({ keys: await writeSigningKeys() }),

  'deliver-queue': async ({ deliverQueue }) => {
    await deliverQueue();
    return {};
  },
};

/** Carries out one verb: its arguments and its result are checked against their shapes. */
export async function execute(context: Context, verb: string, args: unknown): Promise<unknown> {
  if (!Object.hasOwn(work, verb)) throw new DoveadmError(`unknown verb ${verb}`);
  const known = verb as NodeVerb;
  const carryOut = work[known] as Verb<NodeVerb>;
  return verbs[known].result.parse(await carryOut(context, verbs[known].args.parse(args) as never));
}

/** EX_NOHOST from sysexits.h, with which doveadm says that a mailbox does not exist. */
const noSuchFolder = 68;

async function who(doveadm: Doveadm): Promise<Result<'who'>> {
  const rows = await doveadm.one(['who', { separateConnections: true }], quick);
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

/** The name of a service's process: ManageSieve's service calls itself by its protocol. */
function processName(service: string): string {
  return service === 'sieve' ? 'managesieve' : service;
}

/** doveadm takes * and % in a folder's name for wildcards; no folder of Dovecot's has them. */
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

/** doveadm prints instants in its own zone, which the stack sets to UTC. */
function instant(text: string): string {
  const parsed = Date.parse(`${text.replace(' ', 'T')}Z`);
  return new Date(Number.isNaN(parsed) ? 0 : parsed).toISOString();
}

function header(text: string | undefined, most: number): string {
  return (
    (text ?? '')
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, most)
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
    slow,
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

/** Whether a header is the Message-ID that the log showed, which is cut at 80 characters and has ? for control characters. */
function sameMessageId(actual: string, logged: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/[^\u0020-\u007e]/g, '?')
      .replace(/\s+/g, ' ')
      .trim();
  const [left, right] = [plain(actual), plain(logged)];
  return left === right || (right.endsWith('...') && left.startsWith(right.slice(0, -3)));
}
