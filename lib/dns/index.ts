import 'server-only';

export { asker } from './ask';
export { expectedRecords } from './expected-records';
export { judge } from './judge';
