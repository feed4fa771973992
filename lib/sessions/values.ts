/** What the sessions page needs in every browser, apart from shapes.ts: a schema library weighs more than all of it. */
export const protocols = ['imap', 'pop3', 'webmail', 'submission', 'sieve'] as const;
export type Protocol = (typeof protocols)[number];

export const transportFilters = ['tls', 'old', 'secured', 'clear'] as const;
export const credentialFilters = ['main', 'app', 'web'] as const;
