import 'server-only';

export { askNode } from './ask-node';
export { batchChannel, commandChannel } from './channels';
export {
  answerCommand,
  askedToDisconnect,
  claimCommands,
  commandsBehind,
  forgetOldCommands,
  type NodeCommand,
  refuseLeftCommands,
} from './commands';
export { clean } from './log/clean';
export { base } from './log/fields';
export type { HandshakeReason } from './log/handshake';
export { type LogRecord, logRecord, readLine } from './log/read-line';
export { unreadRecords } from './log/unread-lines';
export { queueId } from './queue-id';
export { createMailToken, forgetOldTokens } from './token';
export { longVerbs, type NodeVerb, verbs } from './verbs';
