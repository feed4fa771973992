import 'server-only';

export { forgetDevice, mergeDevice, nameDevice } from './change-device';
export { reopenFinding, resolveFinding, snoozeFinding } from './change-finding';
export { readFindingMail, setFindingMail } from './finding-mail';
export { deviceJobs } from './jobs';
export { listDevices } from './list-devices';
export { listFindings } from './list-findings';
export { type BreaksOf, listBreaks, readBreaks } from './read-breaks';
export { readDay } from './read-day';
export { readEvidence } from './read-evidence';
export { readReport } from './read-report';
export { readTakers } from './read-takers';
export { countReport, pageReport } from './report-rows';
export { updateLoop as updateDevices } from './update-loop';
