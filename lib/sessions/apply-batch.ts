import type { LogRecord } from '@/lib/dovecot';
import type { RecordOf } from './draft';
import { fold, type Named } from './fold';
import { loadLedger, type Place } from './load-ledger';
import { endBefore, type Query, writeLedger } from './write-ledger';

/** A client that named itself and then did not sign in is forgotten after this (ms). */
const namedMs = 300_000;

/**
 * Takes the records of one batch into the tables, within the caller's transaction. A record that was taken in before
 * changes nothing. Answers the clients still waiting for their login.
 */
export async function applyBatch(
  query: Query,
  place: Place,
  records: LogRecord[],
  named: Record<string, Named>,
): Promise<Record<string, Named>> {
  let waiting = new Map(Object.entries(named));
  for (const { records: part, started } of untilRestarts(records)) {
    const ledger = await loadLedger(query, place, part, waiting);
    for (const record of part) fold(ledger, record);
    await writeLedger(query, place, ledger);
    waiting = ledger.named;
    if (started) await endBefore(query, place.node, started.at);
  }
  const last = records[records.length - 1];
  const since = last ? Date.parse(last.at) - namedMs : 0;
  return Object.fromEntries([...waiting].filter(([, { at }]) => Date.parse(at) >= since));
}

/** A start of Dovecot ends what was open before it: the records up to it are written first. */
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
