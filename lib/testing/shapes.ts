// Data for tests that run without the condition "react-server".
export { hostileMessages } from './hostile-messages';
