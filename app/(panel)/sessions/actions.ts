'use server';

import { z } from 'zod';
import { revokeAccess } from '@/lib/credentials';
import { revokeAccessInput } from '@/lib/credentials/shapes';
import { action } from '@/lib/http';
import { setDemoPace } from '@/lib/identity';
import { demoPaces } from '@/lib/identity/values';
import {
  listSessions,
  planEnding,
  readEnding,
  readSession,
  removeSavedFilter,
  saveFilter,
  startEnding,
} from '@/lib/sessions';
import { endingTarget, mostEnded, savedFilterInput, sessionId, sessionQuery } from '@/lib/sessions/shapes';

export const loadSessions = action(sessionQuery, (actor, query) => listSessions(actor, query));

export const readSessionAction = action(z.object({ id: sessionId }), (actor, { id }) => readSession(actor, id));

export const planEndingAction = action(endingTarget, planEnding);

const start = z.object({
  target: endingTarget,
  ids: z.array(sessionId).min(1).max(mostEnded),
  bar: revokeAccessInput,
});
export const startEndingAction = action(start, (actor, { bar, ...what }) =>
  startEnding(actor, what, () => revokeAccess(actor, bar)),
);

export const readEndingAction = action(z.object({ endingId: z.uuid() }), (actor, { endingId }) =>
  readEnding(actor, endingId),
);

export const saveFilterAction = action(savedFilterInput, saveFilter);

export const removeSavedFilterAction = action(z.object({ id: z.uuid() }), (actor, { id }) =>
  removeSavedFilter(actor, id),
);

export const setDemoPaceAction = action(z.object({ pace: z.enum(demoPaces) }), (actor, { pace }) =>
  setDemoPace(actor, pace),
);
