import { fetchRows, seconds } from './folder';
import { slowTimeoutMs, type Verb } from './verb';

/** Whoever asks again because there was no answer does so within days. */
const askedAgainMs = 7 * 86_400_000;

export const save: Verb<'save'> = async ({ doveadm }, { user, message, messageId }) => {
  const since = new Date(Date.now() - askedAgainMs).toISOString();
  const same = ['savedsince', seconds(since), 'header', 'Message-ID', messageId];
  if ((await fetchRows(doveadm, user, 'INBOX', same, ['uid'])).length > 0) return {};
  // A shorter time would report a failure of what is saved all the same.
  await doveadm.one(['save', { user, mailbox: 'INBOX', file: message }], slowTimeoutMs);
  return {};
};
