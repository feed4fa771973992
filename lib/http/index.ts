import 'server-only';

export { action } from './action';
export { databaseAnswers } from './health';
export { publicAction } from './public-action';
export { route } from './route';
