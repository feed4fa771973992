'use client';

import { DevicePanel } from '@/components/devices/device-panel';
import type { Device, Finding } from '@/lib/devices/shapes';
import { deviceActions, deviceReads, findingActions } from './device-actions';

const none = {};

/** The device panel with the reader's actions, shared by the owner's page and the mailbox's tab. */
export function DeviceBoard({
  start,
  mailboxId,
  revision,
  chosen = null,
  owner,
  mayWrite,
  mayResolve,
}: {
  start: { devices: Device[]; findings: Finding[] };
  mailboxId: string;
  revision: number;
  /** The device whose sheet is open at first. */
  chosen?: string | null;
  owner: boolean;
  /** Whether the reader may change the mailbox. */
  mayWrite: boolean;
  /** Whether the reader may name devices and resolve findings. */
  mayResolve: boolean;
}) {
  const may = mayResolve ? { actions: deviceActions, findingActions: findingActions({ owner, mayWrite }) } : none;
  return (
    <DevicePanel
      start={start}
      mailboxId={mailboxId}
      revision={revision}
      initial={chosen}
      reads={deviceReads}
      {...may}
    />
  );
}
