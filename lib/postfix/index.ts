import 'server-only';

export { PostfixLog } from './postfix-log';
export { type PostfixFact, type PostfixRecord, postfixRecord } from './shapes';
