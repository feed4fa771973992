import type { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { newcomer, requireActor } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';
import { type ActionResult, answer } from './answer';

/**
 * Defines a server action: reads the actor, validates the input, runs `act`, and returns refusals in a form that the
 * page can show.
 */
export function action<S extends z.ZodType, T>(
  shape: S,
  act: (actor: Actor, input: z.infer<S>) => Promise<T>,
  {
    settingUp = false,
    viewing = false,
  }: {
    /** Also allowed for staff who must set up a second factor first. */
    settingUp?: boolean;
    /** Also allowed while viewing as the owner of a mailbox. Other actions of an owner are not. */
    viewing?: boolean;
  } = {},
) {
  return async (raw: z.input<S>): Promise<ActionResult<T>> => {
    const actor = (settingUp ? await newcomer() : null) ?? (await requireActor());
    return answer(shape, raw, async (input) => {
      if (actor.viewedBy && actor.role === 'owner' && !viewing) throw new Refusal('view-only');
      return act(actor, input);
    });
  };
}
