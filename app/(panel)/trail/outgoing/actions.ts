'use server';

import { action } from '@/lib/http';
import { listSent, retrySent, returnSent } from '@/lib/trail';
import { sentInput, sentQuery } from '@/lib/trail/shapes';

export const loadSent = action(sentQuery, (actor, query) => listSent(actor, query));

export const retrySentAction = action(sentInput, (actor, input) => retrySent(actor, input));

export const returnSentAction = action(sentInput, (actor, input) => returnSent(actor, input));
