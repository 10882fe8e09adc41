/** The ways of looking at a stage. A page lists those that it has introduced; the first is shown first. */
export type View = (typeof allViews)[number];

export const allViews = ['cluster', 'logs', 'files'] as const;

export const usualViews: readonly View[] = ['cluster'];
