/** The pace of the simulated clients of a demonstration. Client-safe, without a schema library. */
export const demoPaces = ['lively', 'slow', 'stopped'] as const;
export type DemoPace = (typeof demoPaces)[number];
