/** How busy the simulated clients of a demonstration are. Apart from shapes.ts, so that no schema library comes with it. */
export const demoPaces = ['lively', 'slow', 'stopped'] as const;
export type DemoPace = (typeof demoPaces)[number];
