import 'server-only';

export { maySendAs } from './may-send-as';
