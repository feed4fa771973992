'use server';

import { z } from 'zod';
import { action } from '@/lib/http';
import { switchPop3OffForDomain, undoDomainSwitch } from '@/lib/mailbox-settings';
import { domainProtocolInput } from '@/lib/mailbox-settings/shapes';

export const switchDomainOff = action(domainProtocolInput, (actor, input) => switchPop3OffForDomain(actor, input));
export const undoSwitch = action(z.object({ switchId: z.uuid() }), (actor, input) => undoDomainSwitch(actor, input));
