import 'server-only';

export { beginAttempt, clearFailures, type From, forgetOldFailures, removeAttempt } from './count-attempts';
export { hashPassword, verifyPassword } from './hash-password';
export { listMyFailures } from './list-my-failures';
export { provePassword } from './prove-password';
