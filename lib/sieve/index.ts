import 'server-only';

export { activeRedirects, commandsOf } from './redirects';
export type { Scripts } from './scripts';
export { withScripts } from './with-scripts';
