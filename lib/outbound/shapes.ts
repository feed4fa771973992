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
export const tenantLimitsInput = limitValues.extend({ tenantId: z.uuid() });
export const liftInput = z.object({ mailboxId: z.uuid() });

/** What a mailbox has sent, of how much. */
export interface Sending {
  hour: { used: number; limit: number };
  day: { used: number; limit: number };
  /** What was set for this mailbox. */
  own: OwnLimits;
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
