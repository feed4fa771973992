export { type Locale, locales } from './locale';
