import { alive } from './process-table';
import { readRecord, stopLeftovers } from './running';

// Run when a supervisor is gone (start-reaper.ts): ends what it left, such as Dovecot's sessions, which outlive their
// master. Nothing is touched once another supervisor has taken the data directory over.

const [dataDirectory = '', pid = ''] = process.argv.slice(2);
const record = readRecord(dataDirectory);
if (record && record.supervisor.pid === Number(pid) && !alive(record.supervisor)) await stopLeftovers(dataDirectory);
