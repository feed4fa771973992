import 'server-only';

export { listAudit } from './list';
export { type Act, record, recordMany } from './record';
export { verifyAudit } from './verify';
