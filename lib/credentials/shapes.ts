import { z } from 'zod';
import { clientProtocols } from '@/lib/protocols/values';

const mailboxId = z.uuid();
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'network-form' });

export const appPasswordInput = z.object({
  mailboxId,
  name: z.string().trim().min(1, 'name-missing').max(80, 'name-long'),
  /** Webmail signs in with tokens of its own. */
  protocols: z.array(z.enum(clientProtocols)).min(1, 'protocols-missing'),
  /** Addresses and CIDR networks that it may be used from; none is everywhere. */
  networks: z.array(network).max(20, 'networks-many').default([]),
  expiresAt: z.iso
    .datetime({ offset: true })
    .refine((at) => Date.parse(at) > Date.now(), 'expiry-past')
    .nullable()
    .default(null),
});
export const appPasswordRef = z.object({ appPasswordId: z.uuid() });
export const blockInput = z.object({
  mailboxId,
  network,
  reason: z.string().trim().max(300, 'reason-long').default(''),
});
export const blockRef = z.object({ blockId: z.uuid() });
/** Access to revoke with a disconnect: app passwords and networks. */
export const revokeAccessInput = z.object({
  appPasswords: z.array(z.uuid()).max(20),
  networks: z.array(z.object({ mailboxId, network })).max(20),
});
export type RevokeAccessInput = z.infer<typeof revokeAccessInput>;

export interface AppPasswordRow {
  id: string;
  name: string;
  protocols: string[];
  createdAt: string;
  networks: string[];
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

/** What the revocation of an app password did, step by step; a step that could not be seen done has no instant. */
export interface RevocationReceipt {
  name: string;
  changedAt: string;
  /** Dovecot's auth cache was flushed for this mailbox. */
  flushedAt: string | null;
  ended: number;
  /** Connections of this mailbox that Dovecot still lists and that may be of this app password. */
  left: number;
  endedAt: string | null;
  /** What Dovecot asks at a sign-in was asked again and knows the app password no more. */
  refusedAt: string | null;
}

/** A network from which nobody signs in to the mailbox. */
export interface NetworkBlockRow {
  id: string;
  network: string;
  reason: string;
  createdAt: string;
  byName: string;
  unblockedAt: string | null;
  unblockedBy: string | null;
}

/** What came of revoking an app password or blocking a network. */
export interface RevokedAccess {
  kind: 'app-password' | 'network';
  /** The app password's name, or the network. */
  label: string;
  /** The mailbox that a network is blocked from. */
  address: string | null;
  at: string | null;
  /** When what Dovecot asks at a sign-in was seen to refuse it. */
  checkedAt: string | null;
  why?: string;
}
