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
  'lines-unread',
  'doveadm',
  'audit-wrong',
  'unseen',
] as const;
export type NodeTrouble = (typeof nodeTroubles)[number];

/** Why a sign-in over a mail protocol failed. */
export const failureReasons = [
  'wrong-password',
  /** The same wrong password again: a program that still has an old one. */
  'same-password',
  'unknown-user',
  /** No mailbox, but a mailbox is meant. The failure has the name as it was typed. */
  'mistyped-name',
  'blocked-network',
  'protocol-off',
  'suspended',
  'too-many-attempts',
  'too-many-connections',
  /** The passwords could not be looked up. Nobody did anything wrong. */
  'server-unavailable',
  'other',
] as const;
/** Reasons that say nothing about who tries to sign in. */
export const harmlessReasons: readonly string[] = ['too-many-connections', 'server-unavailable'];

/** Dovecot's folder for removed messages. No client can see it. */
export const recoveryFolder = '.EXPUNGED';

/** A step by doveadm whose command was forgotten before the step was recorded. */
export const unrecorded = 'unrecorded';

/** Who did something that no session did. Commands of the panel go through doveadm, like those of an administrator. */
export function doerOf({ service, command }: { service: string; command: string | null }): string {
  if (service !== 'doveadm' || command === null) return service;
  if (command === unrecorded) return unrecorded;
  return command === 'remove' ? 'retention' : 'panel';
}

/** What happened to a folder, not to one message. */
export const folderKinds = ['folder-created', 'folder-renamed', 'folder-deleted'] as const;

/** What rspamd decided when a message arrived or was submitted. */
export const verdictKinds = ['let-through', 'sent-to-junk', 'refused', 'deferred'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** Through what a message was sent. `host`: nobody's, such as a notification of the panel. */
export type SentWay = 'submission' | 'smtp' | 'webmail' | 'redirect' | 'vacation' | 'host';

/**
 * What became of a recipient. Still deferred recipients of a message that left the queue were returned to the sender, because
 * it was too old (`expired`) or somebody gave up (`returned`), or an administrator deleted it.
 */
export type RecipientState = 'sent' | 'deferred' | 'bounced' | 'expired' | 'returned' | 'deleted';

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
  ...folderKinds,
  ...verdictKinds,
] as const;
export type EventKind = (typeof eventKinds)[number];
