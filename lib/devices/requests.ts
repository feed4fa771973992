import { z } from 'zod';
import { displayedName } from '@/lib/addresses/shapes';
import { zoneShape } from '@/lib/db/shapes';
import { doings, findingMailLevels, habitKinds, reportDays, reportOnly } from './shapes';

// Requests from the browser.

export const dayInput = z.object({
  mailboxId: z.uuid(),
  day: z.iso.date(),
  zone: zoneShape,
});
export const deviceInput = z.object({ deviceId: z.uuid() });
export const nameInput = z.object({ deviceId: z.uuid(), name: displayedName.max(60) });
export const mergeInput = z.object({ deviceId: z.uuid(), intoId: z.uuid().nullable() });
export const evidenceInput = z.object({ deviceId: z.uuid(), kind: z.enum(habitKinds) });
export const findingInput = z.object({ findingId: z.uuid() });
export const snoozeInput = z.object({ findingId: z.uuid(), days: z.number().int().min(1).max(365) });
export const resolveInput = z.object({ findingId: z.uuid(), note: z.string().trim().max(500).default('') });
export const reportInput = z.object({
  days: z.coerce.number().pipe(z.literal(reportDays)).catch(30),
  domainId: z.uuid().nullish().catch(null),
  only: z.enum(reportOnly).nullish().catch(null),
  does: z.enum(doings).nullish().catch(null),
});
export type ReportQuery = z.infer<typeof reportInput>;
export const findingMailInput = z.object({ level: z.enum(findingMailLevels), locale: z.string().max(10) });
