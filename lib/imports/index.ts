import 'server-only';

import type { Job } from '@/lib/jobs';
import { importJob, resumeImportsJob } from './run-import';

export { checkImport } from './check-import';
export { cancelImport, startImport } from './control-import';
export { listImportLines, listImports, readImport } from './read-imports';
export { takeImportResult } from './take-result';

export const importJobs: Job[] = [importJob, resumeImportsJob];
