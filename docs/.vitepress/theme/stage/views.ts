/** The ways of looking at a stage. A page lists those that it has introduced; the first is shown first. */
export type View = 'cluster' | 'logs';

export const usualViews: readonly View[] = ['cluster'];
