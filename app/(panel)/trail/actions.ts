'use server';

import { z } from 'zod';
import { action } from '@/lib/http';
import { bringBack, listEvents } from '@/lib/trail';
import { eventId, eventQuery } from '@/lib/trail/shapes';

export const loadEvents = action(eventQuery, (actor, query) => listEvents(actor, query));

export const bringBackAction = action(z.object({ eventId }), (actor, input) => bringBack(actor, input));
