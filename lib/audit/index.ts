import 'server-only';

export type { AuditAction } from './actions';
export { listAudit } from './list';
export { type Act, record, recordMany } from './record';
export { verifyAudit } from './verify';
