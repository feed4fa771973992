'use server';

import { z } from 'zod';
import { verifyAudit } from '@/lib/audit';
import { action } from '@/lib/http';
import { auditPage } from './audit-page';

const moreInput = z.object({ before: z.number().int().positive(), search: z.string().max(200), others: z.boolean() });

export const moreAuditAction = action(moreInput, (actor, input) => auditPage(actor, input));
export const verifyAuditAction = action(z.null(), (actor) => verifyAudit(actor));
