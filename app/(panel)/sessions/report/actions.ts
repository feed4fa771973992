'use server';

import { z } from 'zod';
import { domainProtocolInput } from '@/lib/devices/shapes';
import { action } from '@/lib/http';
import { switchPop3OffForDomain, undoDomainSwitch } from '@/lib/mailboxes';

export const switchDomainOff = action(domainProtocolInput, (actor, input) => switchPop3OffForDomain(actor, input));
export const undoSwitch = action(z.object({ switchId: z.uuid() }), (actor, input) => undoDomainSwitch(actor, input));
