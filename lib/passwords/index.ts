import 'server-only';

export { hashPassword, verifyPassword } from './hash-password';
export { browserCookieOf, provePassword } from './prove-password';
