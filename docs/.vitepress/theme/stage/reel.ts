import type { Film, Position } from './film.ts';
import type { Mark } from './pacing.ts';
import type { Told } from './told.ts';

/**
 * One film, or two of the same story shown together, cut into the steps of one time bar. Where two films tell the same they
 * step together; the first step at which they do not is what the reader came for.
 */
export interface Reel {
  readonly films: readonly Film[];
  readonly steps: readonly Step[];
  /** Index of the step at which two films part; undefined where there is one film, or they never do. */
  readonly firstDifference: number | undefined;
}

export interface Step {
  /** For each film the beat that this step reaches; undefined where the film stands still meanwhile. */
  readonly beats: readonly (number | undefined)[];
  readonly atUs: number;
  readonly mark: Mark | undefined;
  readonly gapUs: number | undefined;
}

export function reelOf(films: readonly Film[]): Reel {
  const [first, second] = films;
  if (first === undefined) return { films, steps: [], firstDifference: undefined };
  const pairs: Pair[] = second === undefined ? first.beats.map((_, beat) => [beat]) : align(first, second);
  const steps = pairs.map((beats) => stepOf(films, beats));
  return { films, steps, firstDifference: second === undefined ? undefined : firstDifference(first, second, pairs) };
}

/** The first step at which the two tell different things; where they never do, the first at which only one tells anything. */
function firstDifference(first: Film, second: Film, pairs: readonly Pair[]): number | undefined {
  const isWhole = (pair: Pair) => pair[0] !== undefined && pair[1] !== undefined;
  const contrary = pairs.findIndex((pair) => isWhole(pair) && !isSame(first, second, pair));
  const difference = contrary >= 0 ? contrary : pairs.findIndex((pair) => !isWhole(pair));
  return difference < 0 ? undefined : difference;
}

type Pair = readonly (number | undefined)[];

function stepOf(films: readonly Film[], beats: Pair): Step {
  const reached = films.flatMap((film, index) => film.beats[beats[index] ?? -1] ?? []);
  return {
    beats,
    atUs: Math.max(0, ...reached.map(({ atUs }) => atUs)),
    mark: reached.find(({ mark }) => mark !== undefined)?.mark,
    gapUs: reached.find(({ gapUs }) => gapUs !== undefined)?.gapUs,
  };
}

function isSame(first: Film, second: Film, [one, other]: Pair): boolean {
  return one !== undefined && other !== undefined && signature(first, one) === signature(second, other);
}

/** What must agree for two beats to tell the same: not when, and not how large, but who did what to which record. */
function signature({ events, beats }: Film, beat: number): string {
  const event = events[beats[beat]?.event ?? -1] as (Told & Readonly<Record<string, unknown>>) | undefined;
  if (event === undefined) return '';
  const { name, node, partition, baseOffset, value, entry, attempt } = event;
  return JSON.stringify([name, node, partition, baseOffset, value, entry, attempt]);
}

/** Longer runs are compared only from both ends. */
const mostCompared = 400;

/** Beats that tell the same, side by side; those between them are paired off, the first with the first. */
function align(first: Film, second: Film): Pair[] {
  const one = first.beats.map((_, beat) => signature(first, beat));
  const other = second.beats.map((_, beat) => signature(second, beat));
  const pairs: Pair[] = [];
  let [from, otherFrom] = [0, 0];
  for (const [to, otherTo] of [...commonBeats(one, other), [one.length, other.length] as const]) {
    while (from < to || otherFrom < otherTo) {
      pairs.push([from < to ? from++ : undefined, otherFrom < otherTo ? otherFrom++ : undefined]);
    }
    if (to < one.length && otherTo < other.length) pairs.push([from++, otherFrom++]);
  }
  return pairs;
}

/** The longest common subsequence of two lists, as pairs of indexes. */
function commonBeats(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  const prefix = Array.from({ length: start }, (_, index) => [index, index] as const);
  const [restOne, restOther] = [one.slice(start), other.slice(start)];
  if (restOne.length > mostCompared || restOther.length > mostCompared) return prefix;
  const lengths = commonLengths(restOne, restOther);
  const found: (readonly [number, number])[] = [];
  let [row, column] = [0, 0];
  while (row < restOne.length && column < restOther.length) {
    if (restOne[row] === restOther[column]) found.push([start + row++, start + column++]);
    else if ((lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0)) row++;
    else column++;
  }
  return [...prefix, ...found];
}

/** For each pair of places, how long the longest common subsequence behind them is. */
function commonLengths(one: readonly string[], other: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      const same = one[row] === other[column];
      lengths[row]![column] = same
        ? 1 + lengths[row + 1]![column + 1]!
        : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  return lengths;
}

/** A place in a reel: at a step, or on the way to the next. */
export interface Place {
  readonly step: number;
  /** From 0 to 1. */
  readonly share: number;
}

/** Where one of the films stands at a place of the reel. */
export function positionOf({ steps }: Reel, film: number, { step, share }: Place): Position {
  let reached = Math.min(step, steps.length - 1);
  while (reached >= 0 && steps[reached]?.beats[film] === undefined) reached--;
  const moves = steps[step + 1]?.beats[film] !== undefined;
  return { beat: Math.max(0, steps[reached]?.beats[film] ?? 0), share: moves ? share : 0 };
}

/** The first difference stands longer, so that it can be seen. */
const differenceLength = 4;

/** How long the way from this step to the next is played, in units of the pace. */
export function lengthAfter(reel: Reel, step: number): number {
  const lengths = reel.films.map((film, index) => film.lengthAfter(positionOf(reel, index, { step, share: 0 }).beat));
  return Math.max(step === reel.firstDifference ? differenceLength : 1, ...lengths);
}
