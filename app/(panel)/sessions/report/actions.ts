'use server';

import { z } from 'zod';
import { listShape } from '@/lib/db/shapes';
import { countReport, pageReport } from '@/lib/devices';
import { reportInput } from '@/lib/devices/requests';
import { reportSorts } from '@/lib/devices/shapes';
import { action } from '@/lib/http';
import { switchPop3OffForDomain, undoDomainSwitch } from '@/lib/mailbox-settings';
import { domainProtocolInput } from '@/lib/mailbox-settings/shapes';

export const loadReport = action(listShape(reportInput, reportSorts), (actor, input) => pageReport(actor, input));
export const countReportAction = action(reportInput, (actor, input) => countReport(actor, input));
export const switchDomainOff = action(domainProtocolInput, (actor, input) => switchPop3OffForDomain(actor, input));
export const undoSwitch = action(z.object({ switchId: z.uuid() }), (actor, input) => undoDomainSwitch(actor, input));
