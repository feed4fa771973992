import 'server-only';

import type { Job } from '@/lib/jobs';
import { applyJob } from './after-change';
import { deliverQueueJob } from './deliver-queue';
import { purgeKeptJob } from './purge-kept';
import { importJob, resumeImports } from './run-import';

export { createAlias, listAliases, removeAlias } from './aliases';
export { createAppPassword, listAppPasswords, ownMainPassword, revokeAppPassword } from './app-passwords';
export { barOut } from './bar-out';
export {
  resumeMailbox,
  setDisplayName,
  setMainPassword,
  setOwnPassword,
  setPassword,
  setPop3Keep,
  setProtocols,
  setQuota,
  suspendMailbox,
} from './change-mailbox';
export { checkImport } from './check-import';
export { clientSettings } from './client-settings';
export { createMailbox } from './create-mailbox';
export { createCustomer, readTenant } from './customers';
export { autoconfig, autodiscover, autodiscoverAddress, mtaStsPolicy } from './describe-settings';
export {
  createDomain,
  domainOwners,
  listDomains,
  readDomain,
  removeDomain,
  setDomainActive,
  setDomainDefaults,
} from './domains';
export { filterTenants } from './filter-tenants';
export { readForward, setForward } from './forward';
export { cancelImport, listImportLines, listImports, readImport, startImport, takeImportResult } from './imports';
export { ownUse, setLimits } from './limits';
export { countMailboxes, listMailboxes, readMailbox } from './mailboxes';
export { blockNetwork, liftNetworkBlock, listNetworkBlocks } from './network-blocks';
export { offeredSettings, ownProfile } from './offered-settings';
export { countCustomers, pageCustomers } from './page-customers';
export { countDomains, pageDomains } from './page-domains';
export { listRemovedMailboxes, removeMailbox, restoreMailbox } from './remove-mailbox';
export { renameMailbox } from './rename-mailbox';
export { unansweredRoles } from './role-addresses';
export { previewSuspension, resumeTenant, suspendTenant } from './suspend-tenant';

export { listDomainSwitches, switchPop3OffForDomain, undoDomainSwitch } from './switch-domain-protocol';

export const accountJobs: Job[] = [applyJob, deliverQueueJob, importJob, resumeImports, purgeKeptJob];
