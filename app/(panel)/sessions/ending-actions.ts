import type { EndingActions } from '@/components/sessions/ending-actions';
import { planEndingAction, readEndingAction, startEndingAction } from './actions';

export const endingActions: EndingActions = {
  plan: planEndingAction,
  start: startEndingAction,
  read: readEndingAction,
};
