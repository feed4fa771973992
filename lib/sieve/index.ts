import 'server-only';

export type { Scripts } from './scripts';
export { withScripts } from './with-scripts';
