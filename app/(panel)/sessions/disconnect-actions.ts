import type { DisconnectActions } from '@/components/sessions/disconnect-actions';
import { planDisconnectAction, readReceiptAction, revokeReturnedAction, startDisconnectAction } from './actions';

export const disconnectActions: DisconnectActions = {
  plan: planDisconnectAction,
  start: startDisconnectAction,
  read: readReceiptAction,
  revokeReturned: revokeReturnedAction,
};
