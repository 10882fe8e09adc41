import type { TellingSentence } from './outcome.ts';

/** Where the stories of two runs part. */
export interface Difference {
  /** What is told in each; undefined where that run has nothing more to tell. */
  readonly one: TellingSentence | undefined;
  readonly other: TellingSentence | undefined;
}

/**
 * The first thing that is told in one run and not in the other; undefined where both tell the same. Instants do not count: a
 * change may move everything by a little without changing what happens.
 */
export function firstDifference(
  one: readonly TellingSentence[],
  other: readonly TellingSentence[],
): Difference | undefined {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    if (one[index]?.text !== other[index]?.text) return { one: one[index], other: other[index] };
  }
  return undefined;
}
