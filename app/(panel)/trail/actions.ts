'use server';

import { z } from 'zod';
import { action } from '@/lib/http';
import { listEvents, restoreMessage } from '@/lib/trail';
import { eventId, eventQuery } from '@/lib/trail/shapes';

export const loadEvents = action(eventQuery, (actor, query) => listEvents(actor, query));

export const restoreMessageAction = action(z.object({ eventId }), (actor, input) => restoreMessage(actor, input));
