import 'server-only';

// For tests and benchmarks.
export { type BarePart, bareParts } from './bare-parts';
export { sourceHash, writeTsconfig } from './build';
export { checkout, unusableReason } from './data-directory';
export { readRecord, stopSupervisor, supervisorOf } from './running';
export { readStackEnvironment } from './stack-environment';
export { messageOf, Stop } from './stop';
export { tail } from './supervise';
