import 'server-only';

import type { Job } from '@/lib/jobs';
import { disconnectJob } from './disconnect/run';

export { cutReceiptAddresses } from './disconnect/cut-addresses';
export { planDisconnect } from './disconnect/plan';
export { listReceipts, readReceipt } from './disconnect/receipt';
export { revokeReturned } from './disconnect/returns';
export { startDisconnect } from './disconnect/start';
export { listSessions } from './list-sessions';
export { readSession } from './read-session';
export { listSavedFilters, removeSavedFilter, saveFilter } from './saved-filters';

export const sessionJobs: Job[] = [disconnectJob];
