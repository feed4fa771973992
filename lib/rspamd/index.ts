import 'server-only';

export { passedRecord, readVerdictLine, type VerdictRecord, verdictRecord } from './parse-verdict';
