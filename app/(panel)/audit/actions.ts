'use server';

import { z } from 'zod';
import { listAudit, verifyAudit } from '@/lib/audit';
import { action } from '@/lib/http';
import { pageSize } from './page-size';

const moreInput = z.object({ before: z.number().int().positive(), search: z.string().max(200), others: z.boolean() });

export const moreAuditAction = action(moreInput, (actor, input) => listAudit(actor, { ...input, take: pageSize }));
export const verifyAuditAction = action(z.null(), (actor) => verifyAudit(actor));
