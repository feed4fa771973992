import type { z } from 'zod';
import type { NodeVerb, verbs } from '@/lib/dovecot';
import type { Doveadm } from '../doveadm';

/** What the agent provides to the verbs. */
export interface Context {
  doveadm: Doveadm;
  /** The last session id of a pid in the log. */
  sidOf: (pid: number) => string | undefined;
  /** Writes the signing keys. Returns their number. */
  writeSigningKeys: () => Promise<number>;
  /** Makes the Postfix of this host attempt delivery of one message. */
  retryQueued: (queueId: string) => Promise<{ found: boolean }>;
  /** Makes the Postfix of this host return one message to its sender. */
  returnQueued: (queueId: string) => Promise<{ found: boolean }>;
  /** Makes the Postfix of this host attempt delivery of its queue. */
  deliverQueue: () => Promise<void>;
}

type Args<V extends NodeVerb> = z.output<(typeof verbs)[V]['args']>;
type Result<V extends NodeVerb> = z.output<(typeof verbs)[V]['result']>;
export type Verb<V extends NodeVerb> = (context: Context, args: Args<V>) => Promise<Result<V>>;

/** A list of 500 connections takes 30 ms. */
export const quickTimeoutMs = 5_000;
/** A folder of 100,000 messages takes seconds. */
export const slowTimeoutMs = 60_000;
/** Dovecot's mail processes exit within milliseconds of the signal, unless they are running a large command. */
export const terminateTimeoutMs = 5_000;
