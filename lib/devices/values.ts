import type { Takes } from './shapes';

/** Weaknesses: POP3, no TLS, old TLS, the main password. */
export const weaknesses = ['pop3', 'clear', 'oldTls', 'main'] as const;
export type Weakness = (typeof weaknesses)[number];

/** What a program does to the mail on the server, in three words. */
export const doings = ['takes', 'leaves', 'looks'] as const;
export type Doing = (typeof doings)[number];

export const takesOfDoing: Record<Doing, Takes[]> = {
  takes: ['at-once', 'later'],
  leaves: ['leaves'],
  looks: ['looks'],
};

/** Which devices the table of the report has: those with a weakness, those with one of them, or all. */
export const reportOnly = [...weaknesses, 'all'] as const;
export type ReportOnly = (typeof reportOnly)[number];

export const reportSorts = ['mailbox', 'device', 'does', 'last', 'sessions', 'removed'] as const;
export type ReportSort = (typeof reportSorts)[number];

export const reportDays = [7, 30, 90] as const;

export const habitKinds = [
  'polls',
  'stays',
  'downloads',
  'removes',
  'leaves',
  'clear',
  'old-tls',
  'main-password',
] as const;
export type HabitKind = (typeof habitKinds)[number];
