import 'server-only';

import type { Job } from '@/lib/jobs';
import { createKeysJob, earlierWriteKeysJob, writeKeysJob } from './dkim-keys';
import { earlierExpireUnprovenJob, expireUnprovenJob } from './expire-unproven';

export { removeDomain, setDomainActive, setDomainDefaults } from './change-domain';
export { createDomain, domainOwners } from './create-domain';
export { addNextKey, switchKey } from './dkim-keys';
export { checkDns, markDomainVerified, readDnsStatus } from './dns-status';
export { countDomains, pageDomains } from './page-domains';
export { countStoppedDomains, listDomains, readDomain } from './read-domains';

export const domainJobs: Job[] = [
  createKeysJob,
  writeKeysJob,
  earlierWriteKeysJob,
  expireUnprovenJob,
  earlierExpireUnprovenJob,
];
