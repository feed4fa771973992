import type { Failure } from '@/components/action-error';
import type { RevokeAccessInput } from '@/lib/credentials/shapes';
import type { DisconnectPlan, DisconnectReceipt, DisconnectTarget, ReceiptLine } from '@/lib/sessions/shapes';

type Does<I, T> = (input: I) => Promise<{ ok: true; data: T } | Failure>;

export interface Receipt {
  receipt: DisconnectReceipt;
  lines: ReceiptLine[];
}

/** What disconnecting needs of the server: the plan, the start, and the receipt. */
export interface DisconnectActions {
  plan: Does<DisconnectTarget, DisconnectPlan>;
  start: Does<{ target: DisconnectTarget; ids: string[]; revoke: RevokeAccessInput }, { disconnectId: string }>;
  read: Does<{ disconnectId: string }, Receipt>;
}
