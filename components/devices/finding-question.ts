/** What a finding's dialog asks before it acts. */
export type Question = 'pop3-off' | 'pop3-keep' | 'restore' | 'resolve';
