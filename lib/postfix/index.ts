import 'server-only';

export { PostfixLog } from './postfix-log';
export { type PostfixFact, postfixRecord } from './shapes';
