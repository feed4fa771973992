import 'server-only';

export { action } from './action';
export { type CsvColumns, csvDownload, jsonLinesDownload } from './download';
export { eventStream } from './event-stream';
export { databaseAnswers } from './health';
export { publicAction } from './public-action';
export { route } from './route';
