import { restoreActions } from '@/app/restore-actions';
import type { DeviceActions, DeviceReads, FindingActions } from '@/components/devices/actions';
import { disconnectActions } from '../sessions/disconnect-actions';
import {
  forgetDeviceAction,
  keepPop3Mail,
  mergeDeviceAction,
  nameDeviceAction,
  readDayAction,
  readDevices,
  readEvidenceAction,
  reopenFindingAction,
  resolveFindingAction,
  snoozeFindingAction,
  switchPop3Off,
} from './actions';

export const deviceReads: DeviceReads = { devices: readDevices, day: readDayAction, evidence: readEvidenceAction };

export const deviceActions: DeviceActions = {
  name: nameDeviceAction,
  merge: mergeDeviceAction,
  forget: forgetDeviceAction,
  disconnect: disconnectActions,
};

/** Actions on findings. Only those who may change the mailbox can switch a protocol off. */
export function findingActions({ owner, mayWrite }: { owner: boolean; mayWrite: boolean }): FindingActions {
  return {
    owner,
    snooze: snoozeFindingAction,
    resolve: resolveFindingAction,
    reopen: reopenFindingAction,
    restore: restoreActions,
    ...(owner || mayWrite ? { keepPop3: keepPop3Mail } : {}),
    ...(mayWrite ? { setPop3: switchPop3Off } : {}),
  };
}
