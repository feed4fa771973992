import { DoveadmError } from '../doveadm';
import { noSuchFolder, recoveryFolder, seconds } from './folder';
import { slowTimeoutMs, type Verb } from './verb';

export const purgeRemoved: Verb<'purge-removed'> = async ({ doveadm }, { user, before }) => {
  const query = ['mailbox', recoveryFolder, 'savedbefore', seconds(before)];
  const [answer] = await doveadm.run([['expunge', { user, query }]], slowTimeoutMs);
  if (answer && 'failure' in answer && answer.exitCode !== noSuchFolder) {
    throw new DoveadmError(`doveadm expunge failed: ${answer.failure} (${answer.exitCode})`);
  }
  await doveadm.one(['purge', { user }], slowTimeoutMs);
  return {};
};
