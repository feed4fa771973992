import { z } from 'zod';

/** Whose limit it is, the smallest first. */
export const levels = ['mailbox', 'domain', 'customer', 'reseller'] as const;
export type Level = (typeof levels)[number];

export const periods = ['hour', 'day'] as const;
export type Period = (typeof periods)[number];

/** The most recipients in an hour and in a day. */
export type Limits = Record<Period, number>;

/**
 * A person does not meet these: 500 recipients an hour are one every seven seconds. A program that sends for a shop gets a
 * limit of its own.
 */
export const defaultLimits: Record<Level, Limits> = {
  mailbox: { hour: 500, day: 2_000 },
  domain: { hour: 2_000, day: 10_000 },
  customer: { hour: 5_000, day: 20_000 },
  reseller: { hour: 20_000, day: 100_000 },
};

const recipients = z
  .number('limit-number')
  .int('limit-number')
  .min(0, 'limit-number')
  .max(10_000_000, 'limit-number')
  .nullable();

/** Null is the default. */
const limitValues = z.object({ perHour: recipients, perDay: recipients });
export type OwnLimits = z.infer<typeof limitValues>;
export const mailboxLimitsInput = limitValues.extend({ mailboxId: z.uuid() });
export const domainLimitsInput = limitValues.extend({ domainId: z.uuid() });
export const tenantLimitsInput = limitValues.extend({ tenantId: z.uuid() });
export const liftInput = z.object({ mailboxId: z.uuid() });

/** What is in force: what was set, else the default. */
export function limitsOf(level: Level, set: OwnLimits | null | undefined): Limits {
  const { hour, day } = defaultLimits[level];
  return { hour: set?.perHour ?? hour, day: set?.perDay ?? day };
}

export interface PeriodUse {
  used: number;
  limit: number;
  /** A level above with a smaller limit, which is in force before this one. */
  above: { level: Level; limit: number } | null;
}

/** How often a limit has deferred what a mailbox sent on one day. */
export interface Deferred {
  address: string;
  /** Whose limit it was. */
  level: Level;
  period: Period;
  times: number;
  /** The last of them. */
  at: string;
}

/** What a mailbox, a domain or a tenant has sent, of how much. */
export interface SendingUse extends Record<Period, PeriodUse> {
  level: Level;
  /** Of the last days, the newest first. */
  deferred: Deferred[];
  /** What was set for it. */
  own: OwnLimits;
}

/** The same of a mailbox, and whether it may send. */
export interface Sending extends SendingUse {
  suspension: {
    at: string;
    messages: number;
    recipients: number;
    seconds: number;
    network: string;
    /** What stands in the way of the reader who would lift it. */
    lift: 'allowed' | 'password-first' | 'administrator';
  } | null;
}
