import 'server-only';

export { action } from './action';
export { publicAction } from './public-action';
export { route } from './route';
