'use server';

import { z } from 'zod';
import { revokeAccess } from '@/lib/credentials';
import { revokeAccessInput } from '@/lib/credentials/shapes';
import { action } from '@/lib/http';
import { setDemoPace } from '@/lib/platform';
import { demoPaces } from '@/lib/platform/values';
import {
  listSessions,
  planDisconnect,
  readReceipt,
  readSession,
  removeSavedFilter,
  revokeReturned,
  saveFilter,
  startDisconnect,
} from '@/lib/sessions';
import {
  disconnectTarget,
  maxDisconnected,
  returnedInput,
  savedFilterInput,
  sessionId,
  sessionQuery,
} from '@/lib/sessions/shapes';

export const loadSessions = action(sessionQuery, (actor, query) => listSessions(actor, query));

export const readSessionAction = action(z.object({ id: sessionId }), (actor, { id }) => readSession(actor, id));

export const planDisconnectAction = action(disconnectTarget, planDisconnect);

const start = z.object({
  target: disconnectTarget,
  ids: z.array(sessionId).min(1).max(maxDisconnected),
  revoke: revokeAccessInput,
});
export const startDisconnectAction = action(start, (actor, { revoke, ...what }) =>
  startDisconnect(actor, what, () => revokeAccess(actor, revoke)),
);

export const readReceiptAction = action(z.object({ disconnectId: z.uuid() }), (actor, { disconnectId }) =>
  readReceipt(actor, disconnectId),
);

export const revokeReturnedAction = action(returnedInput, (actor, input) =>
  revokeReturned(actor, input, (access) => revokeAccess(actor, access)),
);

export const saveFilterAction = action(savedFilterInput, saveFilter);

export const removeSavedFilterAction = action(z.object({ id: z.uuid() }), (actor, { id }) =>
  removeSavedFilter(actor, id),
);

export const setDemoPaceAction = action(z.object({ pace: z.enum(demoPaces) }), (actor, { pace }) =>
  setDemoPace(actor, pace),
);
