import type { Queries } from '@/lib/db';
import type { LogRecord } from '@/lib/dovecot';
import type { RecordOf, SessionDraft } from './draft';
import { fold, type Named } from './fold';
import { loadLedger, type Place } from './load-ledger';
import { endBefore, writeLedger } from './write-ledger';

/** Called with the sessions that began, in the transaction that writes them. */
export type OnStarted = (inside: Queries, sessions: SessionDraft[]) => Promise<void>;

/** A client that named itself and then did not sign in is forgotten after this (ms). */
const namedMs = 300_000;

/**
 * Writes the records of one batch, within the caller's transaction. A record that was written before changes nothing.
 * Returns the clients that named themselves and have not logged in yet.
 */
export async function applyBatch(
  inside: Queries,
  place: Place,
  records: LogRecord[],
  named: Record<string, Named>,
  onStarted: OnStarted,
): Promise<Record<string, Named>> {
  let waiting = new Map(Object.entries(named));
  for (const { records: part, started } of untilRestarts(records)) {
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
