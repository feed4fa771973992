import type { Failure } from '@/components/action-error';
import type { RevokeAccessInput } from '@/lib/credentials/shapes';
import type { EndingLine, EndingPlan, EndingRow, EndingTarget } from '@/lib/sessions/shapes';

type Does<I, T> = (input: I) => Promise<{ ok: true; data: T } | Failure>;

export interface Ending {
  ending: EndingRow;
  lines: EndingLine[];
}

/** What ending sessions needs of the server: what would end, do it, and the receipt of it. */
export interface EndingActions {
  plan: Does<EndingTarget, EndingPlan>;
  start: Does<{ target: EndingTarget; ids: string[]; bar: RevokeAccessInput }, { endingId: string }>;
  read: Does<{ endingId: string }, Ending>;
}
