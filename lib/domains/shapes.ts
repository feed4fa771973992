import { z } from 'zod';
import { protocolsShape } from '@/lib/access/shapes';
import { domainName } from '@/lib/addresses/shapes';
import type { DnsFinding, DnsRecord } from '@/lib/dns/shapes';
import { perProtocol } from '@/lib/protocols/values';

const megabyte = 1024 * 1024;
/** 10 TB. More is a typing mistake. */
const maxQuotaBytes = 10 * 1024 * 1024 * megabyte;

export const quotaBytes = z.coerce
  .number('quota-number')
  .int('quota-number')
  .min(megabyte, 'quota-least')
  .max(maxQuotaBytes, 'quota-most');

export const domainInput = z.object({ name: domainName, customerId: z.uuid() });
export const domainRef = z.object({ domainId: z.uuid() });
export const domainActiveInput = z.object({ domainId: z.uuid(), active: z.boolean() });

/** What a new mailbox of a domain starts with. */
export const domainDefaults = z.object({ quotaBytes, protocols: protocolsShape, mainPassword: z.boolean() });
export type DomainDefaults = z.infer<typeof domainDefaults>;
/** For a domain that says nothing of its own. */
export const houseDefaults: DomainDefaults = {
  quotaBytes: 5 * 1024 * megabyte,
  protocols: perProtocol(() => true),
  mainPassword: true,
};
export const domainDefaultsInput = z.object({ domainId: z.uuid(), defaults: domainDefaults });

export interface DomainRow {
  id: string;
  /** As people write it (U-labels). */
  name: string;
  asciiName: string;
  customerId: string;
  customerName: string;
  active: boolean;
  /** False: it takes in and sends no mail before its owner has proven it. */
  proven: boolean;
  /** It carried mail until verification was required. */
  stopped: boolean;
  defaults: DomainDefaults | null;
  mailboxes: number;
  createdAt: string;
}

export const domainSorts = ['name', 'customer', 'mailboxes', 'state', 'created'] as const;
export type DomainSort = (typeof domainSorts)[number];

/** What a domain's page shows of its DNS before a resolver is asked. */
export interface DnsStatus {
  /** Null: still to be proven. */
  provenAt: string | null;
  provenBy: string | null;
  records: DnsRecord[];
  /** A key waits to take over. */
  nextKey: boolean;
}

export interface DnsReport {
  askedAt: string;
  findings: DnsFinding[];
  /** It is proven, by this very look or before. */
  proven: boolean;
}
