'use server';

import { z } from 'zod';
import { readTakers } from '@/lib/devices';
import { action } from '@/lib/http';
import {
  fileSent,
  moveMessages,
  placeMessages,
  prepareDraft,
  removeDraft,
  removeMessages,
  saveDraft,
  sendMessage,
  setFlag,
} from '@/lib/webmail';
import {
  composeShape,
  draftShape,
  moveShape,
  placeShape,
  removeDraftShape,
  removeShape,
  sentShape,
  setFlagShape,
} from '@/lib/webmail/requests';

/** Who took the mail that is not in the Inbox. */
export const readTakersAction = action(z.undefined(), (actor) => readTakers(actor));
export const setFlagAction = action(setFlagShape, (actor, input) => setFlag(actor, input));
export const moveAction = action(moveShape, (actor, input) => moveMessages(actor, input));
export const placeAction = action(placeShape, (actor, input) => placeMessages(actor, input));
export const removeAction = action(removeShape, (actor, input) => removeMessages(actor, input));
export const prepareAction = action(composeShape, (actor, input) => prepareDraft(actor, input));
export const sendAction = action(draftShape, (actor, input) => sendMessage(actor, input));
export const fileSentAction = action(sentShape, (actor, input) => fileSent(actor, input));
export const saveDraftAction = action(draftShape, (actor, input) => saveDraft(actor, input));
export const removeDraftAction = action(removeDraftShape, (actor, input) => removeDraft(actor, input));
