import type { Failure } from '@/components/action-error';
import type { RevokeAccessInput } from '@/lib/credentials/shapes';
import type { DisconnectPlan, DisconnectReceipt, DisconnectTarget, ReceiptLine } from '@/lib/sessions/shapes';

type Does<I, T> = (input: I) => Promise<{ ok: true; data: T } | Failure>;

export interface Receipt {
  receipt: DisconnectReceipt;
  lines: ReceiptLine[];
}

/** The server actions of a disconnect: plan it, start it, read its receipt. */
export interface DisconnectActions {
  plan: Does<DisconnectTarget, DisconnectPlan>;
  start: Does<{ target: DisconnectTarget; ids: string[]; revoke: RevokeAccessInput }, { disconnectId: string }>;
  read: Does<{ disconnectId: string }, Receipt>;
  revokeReturned: Does<{ disconnectId: string; number: number }, DisconnectReceipt['revoked']>;
}
