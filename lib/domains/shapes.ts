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

/** The defaults of new mailboxes of a domain. */
export const domainDefaults = z.object({ quotaBytes, protocols: protocolsShape, mainPassword: z.boolean() });
export type DomainDefaults = z.infer<typeof domainDefaults>;
/** The defaults of a domain without a setting. */
export const houseDefaults: DomainDefaults = {
  quotaBytes: 5 * 1024 * megabyte,
  protocols: perProtocol(() => true),
  mainPassword: true,
};
export const domainDefaultsInput = z.object({ domainId: z.uuid(), defaults: domainDefaults });

export interface DomainRow {
  id: string;
  /** The name in U-labels. */
  name: string;
  asciiName: string;
  customerId: string;
  customerName: string;
  active: boolean;
  /** False: it accepts and sends no mail until its owner has proven it. */
  proven: boolean;
  /** It carried mail until verification was required. */
  stopped: boolean;
  defaults: DomainDefaults | null;
  mailboxes: number;
  createdAt: string;
}

export const domainSorts = ['name', 'customer', 'mailboxes', 'state', 'created'] as const;
export type DomainSort = (typeof domainSorts)[number];

/** The DNS status of a domain before a resolver is queried. */
export interface DnsStatus {
  /** Null if it is not verified. */
  provenAt: string | null;
  provenBy: string | null;
  records: DnsRecord[];
  /** A key is published and not used yet. */
  nextKey: boolean;
}

export interface DnsReport {
  askedAt: string;
  findings: DnsFinding[];
  /** It is verified, by this check or before. */
  proven: boolean;
}
