import 'server-only';

import type { Job } from '@/lib/jobs';
import { earlierPurgeRetainedJob, purgeRetainedJob } from './purge-retained';
import { refreshQuotaJob } from './refresh-quota';

export {
  resumeMailbox,
  setDisplayName,
  setMainPassword,
  setOwnLocale,
  setOwnPassword,
  setPassword,
  setPop3Keep,
  setProtocols,
  setQuota,
  suspendMailbox,
} from './change-mailbox';
export { changeMailboxes } from './change-mailboxes';
export { createMailbox } from './create-mailbox';
export { createMailboxes, type Outcome } from './create-mailboxes';
export { countMailboxes, listMailboxes } from './list-mailboxes';
export { readFigures } from './read-figures';
export { ownMainPassword, readMailbox } from './read-mailbox';
export { listRemovedMailboxes, removeMailbox } from './remove-mailbox';
export { renameMailbox } from './rename-mailbox';
export { restoreMailbox } from './restore-mailbox';
export { listDomainSwitches, switchPop3OffForDomain, undoDomainSwitch } from './switch-domain-protocol';

export const mailboxJobs: Job[] = [purgeRetainedJob, earlierPurgeRetainedJob, refreshQuotaJob];
