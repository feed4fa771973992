import 'server-only';

export { countOpenSessions, openSessionsByPid } from './read/open-sessions';
