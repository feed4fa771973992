import { alive } from './process-table';
import { endLeftovers, readRecord } from './running';

// Run when a supervisor is gone (keep-warden.ts): ends what it left, such as Dovecot's sessions, which outlive their
// master. Nothing is touched once another supervisor has taken the home over.

const [home = '', pid = ''] = process.argv.slice(2);
const record = readRecord(home);
if (record && record.supervisor.pid === Number(pid) && !alive(record.supervisor)) await endLeftovers(home);
