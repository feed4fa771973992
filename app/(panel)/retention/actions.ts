'use server';

import { z } from 'zod';
import { action } from '@/lib/http';
import {
  createPolicy,
  listRunItems,
  readRun,
  removePolicy,
  startPreview,
  startRestore,
  startRun,
  updatePolicy,
} from '@/lib/retention';
import { policyChange, policyInput, policyRef, restoreInput, runRef } from '@/lib/retention/shapes';

export const createPolicyAction = action(policyInput, (actor, input) => createPolicy(actor, input));
export const updatePolicyAction = action(policyChange, (actor, input) => updatePolicy(actor, input));
export const removePolicyAction = action(policyRef, (actor, { policyId }) => removePolicy(actor, policyId));
export const startPreviewAction = action(policyRef, (actor, { policyId }) => startPreview(actor, policyId));
export const startRunAction = action(runRef, (actor, { runId }) => startRun(actor, runId));
export const startRestoreAction = action(restoreInput, (actor, { runId, itemIds }) =>
  startRestore(actor, runId, itemIds),
);
export const readRunAction = action(runRef, async (actor, { runId }) => ({ run: await readRun(actor, runId) }));
export const loadItemsAction = action(
  runRef.extend({ search: z.string().max(200).default('') }),
  async (actor, { runId, search }) => ({
    items: await listRunItems(actor, runId, { ...(search ? { search } : {}), take: 10_000 }),
  }),
);
