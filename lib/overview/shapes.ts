import type { Protocol } from '@/lib/sessions/shapes';

export interface Figures {
  mailboxes: number;
  suspended: number;
  domains: number;
  usedBytes: number;
  quotaBytes: number;
  messages: number;
  /** Mailboxes at nine tenths of their quota or more. */
  nearlyFull: number;
}

export interface DayPoint extends Partial<Record<Protocol, number>> {
  /** Start of the half hour. */
  at: string;
}

export interface Failures {
  total: number;
  /** The addresses with most failures. */
  worst: {
    address: string;
    mailboxId: string | null;
    count: number;
    /** From how many addresses. */
    ips: number;
    /** The most frequent one. */
    ip: string | null;
    reason: string;
    lastAt: string;
  }[];
}
