import { type Queries, sql } from '@/lib/db';
import type { LogRecord } from '@/lib/dovecot';
import type { Owner, RecordOf } from './draft';

/**
 * The user names, of lines whose readings differ, of mailboxes with a folder that may imitate the log, and of those that
 * are not known. Folders of the batch count whatever their place in it: the lines of two processes may change places.
 */
export async function imitated(inside: Queries, records: readonly LogRecord[]): Promise<Set<string>> {
  const unclear = records.flatMap((record) => (record.kind === 'mail' && record.plain ? [record.address] : []));
  const wanted = [...new Set(unclear.map((address) => address.toLowerCase()))];
  if (wanted.length === 0) return new Set();
  const rows = await inside
    .selectFrom('MailboxDirectory as m')
    .leftJoin('FolderImitation as f', 'f.mailboxId', 'm.id')
    .select('m.address')
    .where('m.address', '=', sql<string>`ANY(${wanted})`)
    .where('f.mailboxId', 'is', null)
    .execute();
  const ordinary = new Set(rows.map(({ address }) => address));
  for (const record of records)
    if (record.kind === 'folder' && record.imitates) ordinary.delete(record.address.toLowerCase());
  return new Set(wanted.filter((address) => !ordinary.has(address)));
}

/** Notes the mailboxes with a folder that may imitate the log. Once is enough: its lines may come late. */
export async function writeImitations(
  inside: Queries,
  imitations: readonly RecordOf<'folder'>[],
  owner: (address: string) => Owner,
): Promise<void> {
  const rows = imitations.flatMap(({ address, box, at }) => {
    const { mailboxId } = owner(address);
    return mailboxId ? [{ mailboxId, folder: box, at }] : [];
  });
  if (rows.length === 0) return;
  await sql`INSERT INTO "FolderImitation" ("mailboxId", folder, at)
    SELECT "mailboxId", folder, at FROM jsonb_populate_recordset(NULL::"FolderImitation", ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING`.execute(inside);
}
