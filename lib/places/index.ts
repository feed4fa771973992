import 'server-only';

export { placeOf } from './place-of';
