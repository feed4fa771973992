import { randomUUID } from 'node:crypto';
import pino from 'pino';

const log = pino({ name: 'panel' });

/** Logs an error nobody foresaw and returns the id that the page shows instead of its detail. */
export function logFault(error: unknown): string {
  const eventId = randomUUID().slice(0, 8);
  log.error({ eventId, err: error }, 'fault');
  return eventId;
}
