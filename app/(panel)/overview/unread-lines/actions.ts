'use server';

import { forgetUnreadLines } from '@/lib/activity';
import { nodeInput } from '@/lib/activity/shapes';
import { action } from '@/lib/http';

export const forgetUnreadLinesAction = action(nodeInput, (actor, { node }) => forgetUnreadLines(actor, node));
