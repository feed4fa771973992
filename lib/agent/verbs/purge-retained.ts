import { seconds } from './folder';
import { slowTimeoutMs, type Verb } from './verb';

export const purgeRetained: Verb<'purge-retained'> = async ({ doveadm }, { user, before }) => {
  const query = ['mailbox', 'INBOX', 'keyword', '$POP3Deleted', 'savedbefore', seconds(before)];
  await doveadm.one(['expunge', { user, query }], slowTimeoutMs);
  return {};
};
