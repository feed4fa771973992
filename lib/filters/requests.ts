import { z } from 'zod';
import { scriptContentShape, scriptNameShape } from '@/lib/sieve/shapes';
import { filtersShape, otherwise, ruleShape } from './shapes';

// Requests from the browser.

export const saveShape = z.object({
  filters: filtersShape,
  /** The version that was read before the change. If it has changed since, the change is refused. */
  revision: z.string().max(100),
  other: z.enum(otherwise).optional(),
});
export type SaveFilters = z.infer<typeof saveShape>;
export const checkScriptShape = z.object({ content: scriptContentShape });
export const putScriptShape = z.object({
  name: scriptNameShape,
  content: scriptContentShape,
  /** The fingerprint of the opened script; null for a new one. */
  revision: z.string().max(100).nullable(),
});
export const scriptShape = z.object({ name: scriptNameShape });
export const renameScriptShape = z.object({ name: scriptNameShape, to: scriptNameShape });
export const activateScriptShape = z.object({ name: scriptNameShape.nullable() });
export const restoreScriptShape = z.object({ name: scriptNameShape, content: scriptContentShape, active: z.boolean() });
export const tryRuleShape = z.object({ rule: ruleShape });
