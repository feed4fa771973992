import { type Command, DoveadmError } from '../doveadm';
import { fetchRows, guids, plainFolder, recoveryFolder } from './folder';
import { quickTimeoutMs, slowTimeoutMs, type Verb } from './verb';

export const restore: Verb<'restore'> = async ({ doveadm }, { user, folder, guid, uid, messageId }) => {
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
};

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
