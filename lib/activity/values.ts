// Values for the browser. They are not in shapes.ts, because that loads a schema library.
export type { Protocol } from '@/lib/protocols/values';

/** Why a session ended. `lost`: unknown from the log and from Dovecot's connections. */
const endReasons = ['logged-out', 'closed', 'idle', 'kicked', 'shutdown', 'lost', 'error'] as const;
export type EndReason = (typeof endReasons)[number];

/** Why a node cannot be seen completely. `unseen` is the only code for readers who do not operate the node. */
export const nodeTroubles = [
  'displaced',
  'log-missing',
  'session-id-missing',
  'doveadm',
  'audit-wrong',
  'unseen',
] as const;
export type NodeTrouble = (typeof nodeTroubles)[number];

/** Removed messages can be restored for this long. The worker expunges older ones from the recovery folder. */
export const recoveryDays = 30;

export const eventKinds = [
  'delivered',
  'saved',
  'copied',
  'moved',
  'marked-deleted',
  'unmarked-deleted',
  'removed',
  'restored',
  'purged',
  'flags',
  'relayed',
] as const;
export type EventKind = (typeof eventKinds)[number];
