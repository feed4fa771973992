import { DoveadmError } from '../doveadm';
import { fetchRows, recoveryFolder } from './folder';
import { slowTimeoutMs, type Verb } from './verb';

/** Messages of one command, so that its list of UIDs stays short. */
const batchSize = 1000;

interface Removed {
  uid: number;
  bytes: number;
  /** When it came into the recovery folder, as doveadm prints it: texts in the order of time. */
  at: string;
}

/** The messages that must go, oldest removal first, so that the others fit. */
export function beyond(messages: readonly Removed[], maxBytes: number): Removed[] {
  let over = messages.reduce((sum, { bytes }) => sum + bytes, 0) - maxBytes;
  const oldestFirst = [...messages].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.uid - b.uid));
  return oldestFirst.filter(({ bytes }) => {
    if (over <= 0) return false;
    over -= bytes;
    return true;
  });
}

export const trimRemoved: Verb<'trim-removed'> = async ({ doveadm }, { user, maxBytes }) => {
  const rows = await fetchRows(doveadm, user, recoveryFolder, ['all'], ['uid', 'size.virtual', 'date.saved']);
  const messages = rows.map((row) => ({
    uid: Number(row.uid),
    bytes: Number(row['size.virtual'] ?? 0),
    at: row['date.saved'] ?? '',
  }));
  const going = beyond(messages, maxBytes);
  for (let at = 0; at < going.length; at += batchSize) {
    const uids = going.slice(at, at + batchSize).map(({ uid }) => uid);
    const query = ['mailbox', recoveryFolder, 'uid', uids.join(',')];
    const [answer] = await doveadm.run([['expunge', { user, query }]], slowTimeoutMs);
    if (!answer || 'failure' in answer) {
      throw new DoveadmError(`doveadm expunge failed: ${answer?.failure} (${answer?.exitCode})`);
    }
  }
  // Only this gives the space back to the disk.
  if (going.length > 0) await doveadm.one(['purge', { user }], slowTimeoutMs);
  const sum = (some: readonly Removed[]) => some.reduce((total, { bytes }) => total + bytes, 0);
  return {
    bytes: sum(messages) - sum(going),
    messages: messages.length - going.length,
    removed: going.length,
    removedBytes: sum(going),
  };
};
