import { guids, plainFolder } from './folder';
import { slowTimeoutMs, type Verb } from './verb';

export const remove: Verb<'remove'> = async ({ doveadm }, { user, folder, messages }) => {
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
  const removed = new Set(same.map((uid) => wanted.get(uid)).filter((guid) => guid !== undefined && !after.has(guid)));
  return { removed: left.filter((guid) => removed.has(guid)), remaining: left.filter((guid) => !removed.has(guid)) };
};
