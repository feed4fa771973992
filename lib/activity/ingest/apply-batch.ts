import type { Queries } from '@/lib/db';
import type { LogRecord } from '@/lib/dovecot';
import type { NodeRecord } from '../node-record';
import type { RecordOf, SessionDraft } from './draft';
import { fold, type Named } from './fold';
import { loadLedger, type Place } from './load-ledger';
import { writeSent } from './sent/write-sent';
import { endBefore, writeLedger } from './write-ledger';
import { writeVerdicts } from './write-verdicts';

/** Called with new sessions, in the transaction that writes them. */
export type OnStarted = (inside: Queries, sessions: SessionDraft[]) => Promise<void>;

/** The name of a client (IMAP ID) is dropped if there is no sign-in within this time. */
const namedMs = 300_000;

/**
 * Writes the records of a batch in the caller's transaction. Records that were written before have no effect.
 * Returns the clients that sent a name and have not logged in yet.
 */
export async function applyBatch(
  inside: Queries,
  place: Place,
  records: NodeRecord[],
  named: Record<string, Named>,
  onStarted: OnStarted,
): Promise<Record<string, Named>> {
  let waiting = new Map(Object.entries(named));
  await writeVerdicts(
    inside,
    place,
    records.filter((record) => record.kind === 'verdict'),
  );
  await writeSent(inside, place, records);
  const logged = records.filter(isLogged);
  for (const { records: part, started } of untilRestarts(logged)) {
    const ledger = await loadLedger(inside, place, part, waiting);
    for (const record of part) fold(ledger, record);
    await onStarted(inside, await writeLedger(inside, place, ledger));
    waiting = ledger.named;
    if (started) await endBefore(inside, place.node, started.at);
  }
  const last = records[records.length - 1];
  const since = last ? Date.parse(last.at) - namedMs : 0;
  return Object.fromEntries([...waiting].filter(([, { at }]) => Date.parse(at) >= since));
}

function isLogged(record: NodeRecord): record is LogRecord {
  return record.kind !== 'verdict' && record.kind !== 'passed' && record.kind !== 'postfix';
}

/** Splits records at each start of Dovecot, which ends all open sessions. The records before it are written first. */
function untilRestarts(records: LogRecord[]): { records: LogRecord[]; started?: RecordOf<'started'> }[] {
  const parts: { records: LogRecord[]; started?: RecordOf<'started'> }[] = [];
  let part: LogRecord[] = [];
  for (const record of records) {
    if (record.kind === 'started') {
      parts.push({ records: part, started: record });
      part = [];
    } else part.push(record);
  }
  return part.length > 0 ? [...parts, { records: part }] : parts;
}
