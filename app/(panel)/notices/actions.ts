'use server';

import { action } from '@/lib/http';
import { markNoticesRead } from '@/lib/notices';
import { readInput } from '@/lib/notices/shapes';

export const markNoticesReadAction = action(readInput, (actor, input) => markNoticesRead(actor, input));
