/** What the sessions page needs in every browser, apart from shapes.ts: a schema library weighs more than all of it. */
export const transportFilters = ['tls', 'old', 'secured', 'clear'] as const;
export const credentialFilters = ['main', 'app', 'web'] as const;
