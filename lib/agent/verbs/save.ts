import { quickTimeoutMs, type Verb } from './verb';

export const save: Verb<'save'> = async ({ doveadm }, { user, message }) => {
  await doveadm.one(['save', { user, mailbox: 'INBOX', file: message }], quickTimeoutMs);
  return {};
};
