// Data for tests that do not run under the condition of a server.
export { hostileMessages } from './hostile-messages';
