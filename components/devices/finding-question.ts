/** The dialogs of a finding's remedies. */
export type Question = 'pop3-off' | 'pop3-keep' | 'restore' | 'resolve';
