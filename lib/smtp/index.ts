import 'server-only';

export { compose, type Outgoing } from './compose';
export { sendNotice } from './send-notice';
export { maxMessageBytes, submit } from './submit';
