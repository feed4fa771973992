import 'server-only';

export { type PassedRecord, passedRecord, readVerdictLine, type VerdictRecord, verdictRecord } from './parse-verdict';
