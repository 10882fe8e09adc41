import type { Random } from '../world/world.ts';

/** Answers in their order, and the place of the right one. */
export interface Answers {
  readonly answers: readonly string[];
  readonly right: number;
}

/** So many answers at most. */
const most = 4;

/** One of a list, each as likely as its neighbour. */
export function oneOf<const Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[random.below(items.length)]!;
}

/** An integer from `first` to `last`, both included. */
export function between(random: Random, first: number, last: number): number {
  return first + random.below(last - first + 1);
}

/**
 * Numbers in their order. How many of the wrong ones lie below the right one is drawn, so that its place gives nothing away.
 *
 * @param wrong what comes of plausible mistakes; what equals the right one, is negative, or stands there twice is left out
 */
export function amongNumbers(
  random: Random,
  right: number,
  wrong: readonly number[],
  says: (answer: number) => string = String,
): Answers {
  const others = [...new Set(wrong)].filter((each) => each !== right && each >= 0);
  const below = drawn(
    random,
    others.filter((each) => each < right),
  );
  const above = drawn(
    random,
    others.filter((each) => each > right),
  );
  const count = Math.min(most - 1, others.length);
  const fewest = Math.max(0, count - above.length);
  const countBelow = between(random, fewest, Math.min(count, below.length));
  const chosen = [...below.slice(0, countBelow), right, ...above.slice(0, count - countBelow)].sort(
    (one, other) => one - other,
  );
  return { answers: chosen.map(says), right: chosen.indexOf(right) };
}

/** Texts in an order that is drawn. */
export function amongTexts(random: Random, right: string, wrong: readonly string[]): Answers {
  const others = drawn(
    random,
    [...new Set(wrong)].filter((each) => each !== right),
  );
  const answers = drawn(random, [right, ...others.slice(0, most - 1)]);
  return { answers, right: answers.indexOf(right) };
}

/** All of them, in an order that is drawn. */
function drawn<Item>(random: Random, items: readonly Item[]): readonly Item[] {
  const left = [...items];
  const order: Item[] = [];
  while (left.length > 0) order.push(...left.splice(random.below(left.length), 1));
  return order;
}
