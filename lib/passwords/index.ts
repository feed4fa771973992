import 'server-only';

export { hashPassword, verifyPassword } from './hash-password';
export { provePassword } from './prove-password';
