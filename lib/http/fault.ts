import { randomUUID } from 'node:crypto';
import { log } from '@/lib/log';

/** Logs an unexpected error and returns the id that the page shows instead of its detail. */
export function logFault(error: unknown): string {
  const eventId = randomUUID().slice(0, 8);
  log.error(`fault ${eventId}`, error);
  return eventId;
}
