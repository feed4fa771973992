/** Values for the browser. They are not in shapes.ts, because that loads a schema library. */
export const transportFilters = ['tls', 'old', 'secured', 'clear'] as const;
export const credentialFilters = ['main', 'app', 'web'] as const;
