import 'server-only';

export { readFigures } from './figures';
export { databaseAnswers } from './health';
