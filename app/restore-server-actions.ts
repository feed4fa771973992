'use server';

import { z } from 'zod';
import { action } from '@/lib/http';
import { listRemoved, readRestore, startRestore } from '@/lib/trail';
import { removedInput, restoreInput } from '@/lib/trail/shapes';

export const listRemovedAction = action(removedInput, listRemoved);
export const restoreRemovedAction = action(restoreInput, startRestore);
export const readRestoreAction = action(z.object({ restoreId: z.uuid() }), (actor, { restoreId }) =>
  readRestore(actor, restoreId),
);
