import type { Tables } from '@/lib/db';
import type { Rhythm } from './shapes';

/** A device's rhythm from its columns. */
export function rhythmOf({
  rhythm,
  everySeconds,
  spreadSeconds,
}: Pick<Tables['Device'], 'rhythm' | 'everySeconds' | 'spreadSeconds'>): Rhythm {
  if (rhythm === 'polls') return { kind: 'polls', everySeconds: everySeconds ?? 0, spreadSeconds: spreadSeconds ?? 0 };
  return { kind: rhythm === 'stays' ? 'stays' : 'irregular' };
}
