import 'server-only';

export { askNode } from './ask-node';
export { batchChannel } from './channels';
export { type LogRecord, logRecord } from './records';
export { forgetOldTokens, mintMailToken } from './token';
