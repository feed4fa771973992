import { z } from 'zod';
import { filledName } from '@/lib/addresses/shapes';
import { clientProtocols } from '@/lib/protocols/values';

const mailboxId = z.uuid();
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'network-form' });

export const appPasswordInput = z.object({
  mailboxId,
  name: filledName.max(80, 'name-long'),
  /** Webmail signs in with its own tokens. */
  protocols: z.array(z.enum(clientProtocols)).min(1, 'protocols-missing'),
  /** The addresses and CIDR networks that it may be used from; none is everywhere. */
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

/** The steps of revoking an app password. A step that could not be confirmed has no instant. */
export interface RevocationReceipt {
  name: string;
  changedAt: string;
  /** Dovecot's auth cache was flushed for this mailbox. */
  flushedAt: string | null;
  ended: number;
  /** Connections of this mailbox that Dovecot still lists and that may use this app password. */
  left: number;
  endedAt: string | null;
  /** When Dovecot's query at a sign-in no longer found the app password. */
  refusedAt: string | null;
}

/** A network that is blocked for a mailbox. */
export interface NetworkBlockRow {
  id: string;
  network: string;
  reason: string;
  createdAt: string;
  byName: string;
  unblockedAt: string | null;
  unblockedBy: string | null;
}

/** The result of revoking an app password or blocking a network. */
export interface RevokedAccess {
  kind: 'app-password' | 'network';
  /** The name of the app password, or the network. */
  label: string;
  /** The mailbox that the network is blocked for. */
  address: string | null;
  at: string | null;
  /** When Dovecot's query at a sign-in refused it. */
  checkedAt: string | null;
  why?: string;
}
