import type { RestoreActions } from '@/components/restore/restore-actions';
import { listRemovedAction, readRestoreAction, restoreRemovedAction } from './restore-server-actions';

/** For the panel and for webmail. */
export const restoreActions: RestoreActions = {
  list: listRemovedAction,
  start: restoreRemovedAction,
  read: readRestoreAction,
};
