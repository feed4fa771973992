import 'server-only';

export { readVerdictLine, type VerdictRecord, verdictRecord } from './parse-verdict';
