/** Everything that can be told in a run: a story is made of it. */
export type { RunEvent as StoryEvent } from '../cluster/events.ts';
