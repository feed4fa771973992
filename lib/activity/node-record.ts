import { z } from 'zod';
import { logRecord } from '@/lib/dovecot';
import { verdictRecord } from '@/lib/rspamd';

/** What an agent reports: a line of Dovecot's log, or a verdict of rspamd. */
export const nodeRecord = z.discriminatedUnion('kind', [...logRecord.options, verdictRecord]);
export type NodeRecord = z.infer<typeof nodeRecord>;
