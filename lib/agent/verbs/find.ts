import { fetchRows, seconds } from './folder';
import type { Verb } from './verb';

export const find: Verb<'find'> = async ({ doveadm }, { user, folder, before, basis }) => {
  const dateField = basis === 'saved' ? 'date.saved' : 'date.received';
  const rows = await fetchRows(
    doveadm,
    user,
    folder,
    [basis === 'saved' ? 'savedbefore' : 'before', seconds(before)],
    [
      'uid',
      'guid',
      'hdr.message-id',
      'hdr.from.utf8',
      'hdr.subject.utf8',
      // The size in IMAP and quota, not the size on disk.
      'size.virtual',
      dateField,
    ],
  );
  return rows.map((row) => ({
    uid: Number(row.uid),
    guid: String(row.guid),
    messageId: header(row['hdr.message-id'], 1000),
    sender: header(row['hdr.from.utf8'], 500),
    subject: header(row['hdr.subject.utf8'], 500),
    at: instant(row[dateField] ?? ''),
    size: Number(row['size.virtual'] ?? 0),
  }));
};

/** doveadm prints instants in its time zone, which is UTC here. */
function instant(text: string): string {
  const parsed = Date.parse(`${text.replace(' ', 'T')}Z`);
  return new Date(Number.isNaN(parsed) ? 0 : parsed).toISOString();
}

function header(text: string | undefined, maxLength: number): string {
  return (
    (text ?? '')
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are removed
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, maxLength)
  );
}
