import 'server-only';

export { askNode } from './ask-node';
export { batchChannel, commandChannel } from './channels';
export { answerCommand, askedToDisconnect, claimCommands, forgetOldCommands, type NodeCommand } from './commands';
export { clean } from './log/clean';
export { base } from './log/fields';
export { type LogRecord, logRecord, parseLine } from './log/parse-line';
export { createMailToken, forgetOldTokens } from './token';
export { type NodeVerb, verbs } from './verbs';
