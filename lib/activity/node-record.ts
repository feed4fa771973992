import { z } from 'zod';
import { logRecord } from '@/lib/dovecot';
import { postfixRecord } from '@/lib/postfix';
import { passedRecord, verdictRecord } from '@/lib/rspamd';

/** What an agent reports: a line of the log of Dovecot or Postfix, or what rspamd saw of a message. */
export const nodeRecord = z.discriminatedUnion('kind', [
  ...logRecord.options,
  verdictRecord,
  passedRecord,
  postfixRecord,
]);
export type NodeRecord = z.infer<typeof nodeRecord>;
