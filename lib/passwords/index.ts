import 'server-only';

export { beginAttempt, dropAttempt, type From, forgetOldFailures, forgiveFailures } from './count-attempts';
export { hashPassword, verifyPassword } from './hash-password';
export { listMyFailures } from './list-my-failures';
export { provePassword } from './prove-password';
