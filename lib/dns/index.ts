import 'server-only';

export { asker } from './ask';
export { judge } from './judge';
export { wantedRecords } from './wanted-records';
