import 'server-only';

export { isLocale } from './locale';
export { readMessages } from './read-messages';
