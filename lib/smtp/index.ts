import 'server-only';

export { compose, type Outgoing } from './compose';
export { plainPhrase } from './plain-phrase';
export { composeNotice, messageIdOf, sendNotice } from './send-notice';
export { maxMessageBytes, submit } from './submit';
