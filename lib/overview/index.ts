import 'server-only';

export { readDay } from './day';
export { readFailures } from './failures';
export { readFigures } from './figures';
export { databaseAnswers } from './health';
