import { type Doveadm, DoveadmError } from '../doveadm';
import { slowTimeoutMs } from './verb';

export const recoveryFolder = '.EXPUNGED';

/** EX_NOHOST of sysexits.h: doveadm exits with it if a folder does not exist. */
export const noSuchFolder = 68;

/** doveadm treats * and % as wildcards. No folder of Dovecot has them in its name. */
export function plainFolder(folder: string): string {
  if (/[*%]/.test(folder)) throw new DoveadmError('a folder name cannot contain * or %');
  return folder;
}

/** An instant as doveadm's search keys take it. */
export function seconds(instantText: string): string {
  return String(Math.floor(Date.parse(instantText) / 1000));
}

/** Fields of the messages of a folder that match a query. Empty if the mailbox has no such folder. */
export async function fetchRows(
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

/** The guids of the messages that a folder still has, by their UID. */
export async function guids(
  doveadm: Doveadm,
  user: string,
  folder: string,
  uids: number[],
): Promise<Map<number, string>> {
  if (uids.length === 0) return new Map();
  const rows = await fetchRows(doveadm, user, folder, ['uid', uids.join(',')], ['uid', 'guid']);
  return new Map(rows.map((row) => [Number(row.uid), String(row.guid)]));
}
