import type { Queries } from '@/lib/db';
import { commandsBehind, type NodeVerb } from '@/lib/dovecot';
import { type EventKind, unrecorded } from '../values';
import type { EventDraft } from './draft';

/** Commands are removed after an hour. Of older steps nothing is known. */
const rememberedMs = 50 * 60_000;

/** The commands that may be behind a step of each kind. */
const verbs: { [Kind in EventKind]?: readonly NodeVerb[] } = {
  removed: ['remove', 'purge-retained'],
  purged: ['purge-removed', 'trim-removed'],
  restored: ['restore'],
  saved: ['save'],
  'folder-created': ['restore', 'save'],
};

/** The command of the panel behind each step by doveadm. Null for an administrator's. */
export async function commandsOf(
  inside: Queries,
  node: string,
  events: readonly EventDraft[],
): Promise<Map<EventDraft, string | null>> {
  const byDoveadm = events.filter(({ service }) => service === 'doveadm');
  if (byDoveadm.length === 0) return new Map();
  const steps = byDoveadm.map(({ address, at, folder, kind }) => ({ address, at, folder, verbs: verbs[kind] ?? [] }));
  const found = await commandsBehind(inside, node, steps);
  const since = Date.now() - rememberedMs;
  return new Map(
    byDoveadm.map((event, index) => [event, found.get(index) ?? (Date.parse(event.at) < since ? unrecorded : null)]),
  );
}
