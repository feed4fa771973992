import { z } from 'zod';

/** What a mailbox can be reached by. */
export const mailProtocols = ['imap', 'pop3', 'webmail', 'submission', 'sieve'] as const;
export type MailProtocol = (typeof mailProtocols)[number];
/** What an app password can be for: webmail signs in by tokens of its own. */
export const clientProtocols = ['imap', 'pop3', 'submission', 'sieve'] as const;

const megabyte = 1024 * 1024;
/** 10 TB. More is a typing mistake. */
export const mostQuotaBytes = 10 * 1024 * 1024 * megabyte;

/**
 * A domain as people type it to its A-label form, lower case: the browser's and Node's URL parser both apply UTS 46.
 * Null when it is none: an IP address, a single label, a label over 63 octets, a name over 253.
 */
export function toAsciiDomain(typed: string): string | null {
  const name = typed.trim().replace(/\.$/, '');
  if (name === '' || /[\s/?#@:\\%[\]]/.test(name)) return null;
  let ascii: string;
  try {
    ascii = new URL(`http://${name}`).hostname;
  } catch {
    return null;
  }
  if (ascii.length > 253 || !/[a-z]/.test(ascii.split('.').at(-1) ?? '')) return null;
  const labels = ascii.split('.');
  if (labels.length < 2) return null;
  return labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? ascii : null;
}

export const domainName = z.string().transform((typed, context) => {
  const ascii = toAsciiDomain(typed);
  if (ascii) return ascii;
  context.addIssue({ code: 'custom', message: 'domain-form' });
  return z.NEVER;
});

/** RFC 5321's dot-string in ASCII, at most 64 octets. Quoted local parts are legal there and break in practice: refused. */
export const localPart = z
  .string()
  .trim()
  .toLowerCase()
  .superRefine((text, context) => {
    const why = localPartTrouble(text);
    if (why) context.addIssue({ code: 'custom', message: why });
  });

/** Why a local part cannot be used, as a catalogue key, or null. */
export function localPartTrouble(text: string): string | null {
  if (text === '') return 'local-missing';
  if (text.length > 64) return 'local-long';
  if (/["`\\]/.test(text)) return 'local-quotes';
  // anna+shop@ reaches anna@: a mailbox by that name would never see its mail.
  if (text.includes('+')) return 'local-plus';
  if (/[^\x21-\x7e]/.test(text)) return 'local-ascii';
  if (/^\.|\.$|\.\./.test(text)) return 'local-dots';
  // A slash parts a sign-in name from its credential, and * ? % { | } are wild cards or worse somewhere on the way.
  return /^[a-z0-9!#$&'=^_~.-]+$/.test(text) ? null : 'local-signs';
}

/** A control character cannot be typed into a mail program, and a line's end would end the command that carries it. */
export const password = z
  .string()
  .min(10, 'password-short')
  .max(256, 'password-long')
  .refine((text) => !/\p{Cc}/u.test(text), 'password-signs');

export const quotaBytes = z.coerce
  .number('quota-number')
  .int('quota-number')
  .min(megabyte, 'quota-least')
  .max(mostQuotaBytes, 'quota-most');

const protocolsShape = z.object({
  imap: z.boolean(),
  pop3: z.boolean(),
  webmail: z.boolean(),
  submission: z.boolean(),
  sieve: z.boolean(),
});
export type Protocols = z.infer<typeof protocolsShape>;

const mailboxId = z.uuid();

export const domainInput = z.object({ name: domainName, customerId: z.uuid() });
export const domainRef = z.object({ domainId: z.uuid() });
export const domainActiveInput = z.object({ domainId: z.uuid(), active: z.boolean() });
export const mailboxInput = z.object({
  domainId: z.uuid(),
  localPart,
  displayName: z.string().trim().max(120, 'name-long').default(''),
  password,
  quotaBytes,
  protocols: protocolsShape,
  /** Whoever creates it knows that it looks like another. */
  alike: z.boolean().default(false),
});
export type MailboxInput = Omit<z.infer<typeof mailboxInput>, 'alike'> & { alike?: boolean };
export const mailboxRef = z.object({ mailboxId });
export const passwordInput = z.object({ mailboxId, password });
export const protocolsInput = z.object({ mailboxId, protocols: protocolsShape });
export const quotaInput = z.object({ mailboxId, quotaBytes });
export const suspendInput = z.object({
  mailboxId,
  reason: z.string().trim().min(1, 'reason-missing').max(300, 'reason-long'),
});
/** The address, typed by whoever wants the mailbox gone. */
export const removalInput = z.object({ mailboxId, confirmation: z.string().trim().toLowerCase().max(320) });
export const mainPasswordInput = z.object({ mailboxId, allowed: z.boolean() });
/** 0 is: not kept. */
export const pop3KeepInput = z.object({ mailboxId, days: z.number().int().min(0).max(365, 'days-most') });
export const renameInput = z.object({ mailboxId, localPart, keepAlias: z.boolean() });
export const displayNameInput = z.object({ mailboxId, displayName: z.string().trim().max(120, 'name-long') });

/** An address as people type it, to ASCII form, lower case. */
export const address = z.string().transform((typed, context) => {
  const at = typed.trim().lastIndexOf('@');
  const local = typed.trim().slice(0, at).toLowerCase();
  const domain = toAsciiDomain(typed.trim().slice(at + 1));
  if (at > 0 && domain && localPartTrouble(local.replaceAll('+', '')) === null) return `${local}@${domain}`;
  context.addIssue({ code: 'custom', message: 'address-form' });
  return z.NEVER;
});

/** "*" stands for every address of the domain that is nothing else: the catch-all. */
export const aliasInput = z.object({
  domainId: z.uuid(),
  localPart: z.union([z.literal('*'), localPart]),
  destination: address,
});
export const forwardInput = z.object({
  mailboxId,
  destinations: z.array(address).max(20, 'destinations-many'),
  keepCopy: z.boolean(),
});
export const domainDefaults = z.object({ quotaBytes, protocols: protocolsShape, mainPassword: z.boolean() });
export type DomainDefaults = z.infer<typeof domainDefaults>;
/** For a domain that says nothing of its own. */
export const houseDefaults: DomainDefaults = {
  quotaBytes: 5 * 1024 * megabyte,
  protocols: { imap: true, pop3: true, webmail: true, submission: true, sieve: true },
  mainPassword: true,
};
export const domainDefaultsInput = z.object({ domainId: z.uuid(), defaults: domainDefaults });
export const aliasRef = z.object({ aliasId: z.uuid() });
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'network-form' });
export const appPasswordInput = z.object({
  mailboxId,
  name: z.string().trim().min(1, 'name-missing').max(80, 'name-long'),
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
/** What shall not come back once its connections are ended. */
export const barOutInput = z.object({
  appPasswords: z.array(z.uuid()).max(20),
  networks: z.array(z.object({ mailboxId, network })).max(20),
});
export type BarOut = z.infer<typeof barOutInput>;
export const customerInput = z.object({
  name: z.string().trim().min(1, 'name-missing').max(120, 'name-long'),
  /** The person who administers it. */
  email: z.email('address-form').transform((text) => text.toLowerCase()),
  personName: z.string().trim().min(1, 'name-missing').max(120, 'name-long'),
  password,
});

/** Null is no limit. */
const mostOf = z
  .number('limit-number')
  .int('limit-number')
  .min(0, 'limit-number')
  .max(1_000_000, 'limit-number')
  .nullable();
const mostBytesOf = z
  .number('limit-number')
  .int('limit-number')
  .min(0, 'limit-number')
  .max(2 ** 50, 'limit-number')
  .nullable();
const limitsShape = z.object({
  mostDomains: mostOf,
  mostMailboxes: mostOf,
  mostBytes: mostBytesOf,
  /** A reseller's, for any one of its customers. */
  eachDomains: mostOf.default(null),
  eachMailboxes: mostOf.default(null),
  eachBytes: mostBytesOf.default(null),
});
export type LimitsInput = z.infer<typeof limitsShape>;
export const limitsInput = limitsShape.extend({ tenantId: z.uuid() });
export const tenantRef = z.object({ tenantId: z.uuid() });
export const suspendTenantInput = z.object({
  tenantId: z.uuid(),
  reason: z.string().trim().min(1, 'reason-missing-tenant').max(300, 'reason-long'),
  /** Mail that arrives meanwhile waits in the queue instead of being delivered. */
  holdsMail: z.boolean(),
});

interface Measure {
  used: number;
  most: number | null;
}
/** What a tenant has given out, beside what it may. */
export interface Use {
  domains: Measure;
  mailboxes: Measure;
  bytes: Measure;
}

export interface TenantDetail {
  id: string;
  kind: 'reseller' | 'customer';
  name: string;
  reseller: { id: string; name: string } | null;
  suspendedAt: string | null;
  suspendReason: string | null;
  holdsMail: boolean;
  createdAt: string;
  limits: LimitsInput;
  use: Use;
}

export interface SuspensionPreview {
  mailboxes: number;
  /** Of them, suspended on their own already. */
  already: number;
  sessions: number;
  signIns: number;
  domains: number;
}

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
  defaults: DomainDefaults | null;
  mailboxes: number;
  createdAt: string;
}

export interface MailboxRow {
  id: string;
  address: string;
  displayName: string;
  domainId: string;
  domainName: string;
  customerName: string;
  quotaBytes: number;
  usedBytes: number;
  usedMessages: number;
  usedAt: string | null;
  protocols: Protocols;
  mainPassword: boolean;
  /** Days that what POP3 removed stays for the other devices. */
  pop3KeepDays: number | null;
  suspendedAt: string | null;
  suspendReason: string | null;
  createdAt: string;
}

export const mailboxSorts = ['address', 'name', 'storage', 'state', 'created'] as const;
export type MailboxSort = (typeof mailboxSorts)[number];

export const domainSorts = ['name', 'customer', 'mailboxes', 'state', 'created'] as const;
export type DomainSort = (typeof domainSorts)[number];
export const customerSorts = ['name', 'reseller', 'domains', 'mailboxes', 'created'] as const;
export type CustomerSort = (typeof customerSorts)[number];

export interface MailboxCounts {
  total: number;
  active: number;
  suspended: number;
}

export interface RemovedMailboxRow {
  id: string;
  address: string;
  displayName: string;
  usedBytes: number;
  removedAt: string;
  removedBy: string;
}

export const importRef = z.object({ importId: z.uuid() });
export const importLinesInput = z.object({
  importId: z.uuid(),
  kind: z.enum(['create', 'change', 'bad', 'warning', 'failed']),
  after: z.number().int().min(0).default(0),
});

/** A file of mailboxes and how far it has come. */
export interface ImportRow {
  id: string;
  fileName: string;
  by: string;
  state: 'ready' | 'running' | 'cancelling' | 'cancelled' | 'done';
  creates: number;
  changes: number;
  same: number;
  bad: number;
  done: number;
  failed: number;
  createdAt: string;
  endedAt: string | null;
  /** Its result with the generated passwords was fetched. */
  taken: boolean;
}

export interface ImportLineRow {
  line: number;
  address: string;
  kind: z.infer<typeof importLinesInput>['kind'];
  /** A key below `accounts.error` or `imports.problem`. */
  problem: string | null;
  details: Record<string, string | number>;
  /** The line and address that it looks like. */
  warning: string | null;
}

export interface AliasRow {
  id: string;
  source: string;
  destination: string;
  createdAt: string;
}

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
  /** Dovecot dropped what it remembered of this mailbox. */
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
  liftedAt: string | null;
  liftedBy: string | null;
}

/** What came of barring an app password or a network. */
export interface Barred {
  kind: 'app-password' | 'network';
  /** The app password's name, or the network. */
  label: string;
  /** The mailbox that a network is barred from. */
  address: string | null;
  at: string | null;
  /** When what Dovecot asks at a sign-in was seen to refuse it. */
  checkedAt: string | null;
  why?: string;
}

export interface Forward {
  destinations: string[];
  keepCopy: boolean;
}

export interface CustomerRow {
  id: string;
  name: string;
  resellerId: string | null;
  resellerName: string | null;
  use: Use;
  suspendedAt: string | null;
  createdAt: string;
}

/** Ports by protocol: with TLS from the first byte, and with STARTTLS. */
export interface ClientSettings {
  host: string;
  imap: { tls: number; startTls: number };
  pop3: { tls: number; startTls: number };
  submission: { tls: number; startTls: number };
  sieve: { startTls: number };
}

/** POP3 switched off for a whole domain, while that can be taken back. */
export interface DomainSwitch {
  id: string;
  domainId: string;
  domainName: string;
  mailboxes: number;
  at: string;
  byName: string;
  undoUntil: string;
}
