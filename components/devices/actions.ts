import type { Failure } from '@/components/action-error';
import type { RestoreActions } from '@/components/restore/restore-actions';
import type { DisconnectActions } from '@/components/sessions/disconnect-actions';
import type { Device, Evidence, Finding } from '@/lib/devices/shapes';
import type { ReadDay } from './use-day';

export type Does<I, T = void> = (input: I) => Promise<{ ok: true; data: T } | Failure>;

/** Actions on findings. */
export interface FindingActions {
  /** The reader is the mailbox's owner: their settings are elsewhere. */
  owner: boolean;
  snooze: Does<{ findingId: string; days: number }>;
  resolve: Does<{ findingId: string; note?: string }>;
  reopen: Does<{ findingId: string }>;
  /** Present when the reader may change the mailbox. */
  setPop3?: Does<{ mailboxId: string; findingId: string }>;
  /** Keeps mail that POP3 removes for the other devices. */
  keepPop3?: Does<{ mailboxId: string; findingId: string; days: number }>;
  restore?: RestoreActions;
}

/** Actions on devices. */
export interface DeviceActions {
  name: Does<{ deviceId: string; name: string }>;
  merge: Does<{ deviceId: string; intoId: string | null }>;
  forget: Does<{ deviceId: string }>;
  disconnect?: DisconnectActions;
}

export interface DeviceReads {
  devices: Does<{ mailboxId: string }, { devices: Device[]; findings: Finding[] }>;
  day: ReadDay;
  evidence: Does<{ deviceId: string; kind: Evidence['kind'] }, Evidence>;
}
