import 'server-only';

export { parseVerdictLine, type VerdictRecord, verdictRecord } from './parse-verdict';
