import type { Command } from '../doveadm';
import { slowTimeoutMs, type Verb } from './verb';

export const quota: Verb<'quota'> = async ({ doveadm }, { users }) => {
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
};
