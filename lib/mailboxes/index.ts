import 'server-only';

import type { Job } from '@/lib/jobs';
import { earlierPurgeRetainedJob, purgeRetainedJob } from './purge-retained';
import { refreshQuotaJob } from './refresh-quota';

export { changeMailboxes } from './change-mailboxes';
export { createMailbox } from './create-mailbox';
export { createMailboxes, type Outcome } from './create-mailboxes';
export { countMailboxes, listMailboxes } from './list-mailboxes';
export { readFigures } from './read-figures';
export { readMailbox } from './read-mailbox';
export { listRemovedMailboxes, removeMailbox } from './remove-mailbox';
export { renameMailbox } from './rename-mailbox';
export { restoreMailbox } from './restore-mailbox';
export { setOwnLocale } from './set-own-locale';
export { resumeMailbox, suspendMailbox } from './suspend-mailbox';
export { switchPop3 } from './switch-pop3';
export { changeInTransaction, withMailbox } from './with-mailbox';

export const mailboxJobs: Job[] = [purgeRetainedJob, earlierPurgeRetainedJob, refreshQuotaJob];
