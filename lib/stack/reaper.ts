import { alive } from './process-table';
import { readRecord, stopLeftovers } from './running';

// Runs after a supervisor has exited, and stops what it left, such as Dovecot's sessions, which survive their master.
// It does nothing if another supervisor has taken over the data directory.

const [dataDirectory = '', pid = ''] = process.argv.slice(2);
const record = readRecord(dataDirectory);
if (record && record.supervisor.pid === Number(pid) && !alive(record.supervisor)) await stopLeftovers(dataDirectory);
