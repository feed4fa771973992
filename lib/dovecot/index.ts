import 'server-only';

export { askNode } from './ask-node';
export { batchChannel } from './channels';
export { answerCommand, askedToDisconnect, claimCommands, forgetOldCommands } from './commands';
export { type LogRecord, logRecord, parseLine } from './log/parse-line';
export { forgetOldTokens, mintMailToken } from './token';
export { type NodeVerb, verbs } from './verbs';
