/** A stretch of a file that has a name: a batch, one of its records, a field. */
export interface Part {
  /** What sort of part it is: `batch`, `record`, `entry`, or a field's name. */
  readonly kind: string;
  /** By which it is found again in another file, among its siblings: a batch by its base offset. */
  readonly key: string;
  readonly name: string;
  /** Where it begins in its file. */
  readonly position: number;
  readonly bytes: Uint8Array;
  /** What its bytes say; empty where they are more than one value, or none that can be read. */
  readonly value: string;
  /** One behind the other they are exactly its bytes; none where it is a field. */
  readonly parts: readonly Part[];
}

/** Two parts that belong to each other, or one that the other file does not have. */
export type Compared =
  | { readonly is: 'same' | 'different'; readonly within: readonly string[]; readonly one: Part; readonly other: Part }
  | { readonly is: 'only in one'; readonly within: readonly string[]; readonly one: Part }
  | { readonly is: 'only in the other'; readonly within: readonly string[]; readonly other: Part };

/** How parts are compared; given, so that a law can be stated over it. */
export interface Comparing {
  isSame(one: Uint8Array, other: Uint8Array): boolean;
  pairs(one: readonly Part[], other: readonly Part[]): readonly Pair[];
}

export type Pair = readonly [one: Part | undefined, other: Part | undefined];

/**
 * Two files, aligned: the parts of each side, in this order, are exactly its bytes. What is the same is one part as large as it
 * can be; what is different is a field, or cannot be divided in both.
 */
export function compareParts(
  one: readonly Part[],
  other: readonly Part[],
  rules: Comparing = comparing,
  within: readonly string[] = [],
): readonly Compared[] {
  return rules.pairs(one, other).flatMap(([left, right]): readonly Compared[] => {
    if (left === undefined) return right === undefined ? [] : [{ is: 'only in the other', within, other: right }];
    if (right === undefined) return [{ is: 'only in one', within, one: left }];
    if (rules.isSame(left.bytes, right.bytes)) return [{ is: 'same', within, one: left, other: right }];
    if (left.parts.length === 0 || right.parts.length === 0) {
      return [{ is: 'different', within, one: left, other: right }];
    }
    return compareParts(left.parts, right.parts, rules, [...within, left.name]);
  });
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/**
 * What is the same at both ends belongs together; in the middle, parts of one key, as many as keep their order; between these,
 * what lies in the other's place.
 */
export function pairs(one: readonly Part[], other: readonly Part[]): readonly Pair[] {
  const least = Math.min(one.length, other.length);
  let [start, end] = [0, 0];
  while (start < least && isAlike(one[start]!, other[start]!)) start++;
  while (end < least - start && isAlike(one.at(-1 - end)!, other.at(-1 - end)!)) end++;
  const zipped = (from: number, count: number, otherFrom: number): readonly Pair[] =>
    one.slice(from, from + count).map((part, index) => [part, other[otherFrom + index]]);
  return [
    ...zipped(0, start, 0),
    ...pairsByKey(one.slice(start, one.length - end), other.slice(start, other.length - end)),
    ...zipped(one.length - end, end, other.length - end),
  ];
}

function isAlike(one: Part, other: Part): boolean {
  return one.kind === other.kind && one.key === other.key && isSame(one.bytes, other.bytes);
}

function pairsByKey(one: readonly Part[], other: readonly Part[]): readonly Pair[] {
  const found: Pair[] = [];
  let [from, otherFrom] = [0, 0];
  for (const [to, otherTo] of [...anchors(one, other), [one.length, other.length] as const]) {
    found.push(...between(one.slice(from, to), other.slice(otherFrom, otherTo)));
    if (to < one.length && otherTo < other.length) found.push([one[to], other[otherTo]]);
    [from, otherFrom] = [to + 1, otherTo + 1];
  }
  return found;
}

export const comparing: Comparing = { isSame, pairs };

/** What has a wrong key, a base offset with a flipped bit, say, is where the other has the right one. */
function between(one: readonly Part[], other: readonly Part[]): readonly Pair[] {
  const isPaired = one.length === other.length && one.every(({ kind }, index) => kind === other[index]!.kind);
  if (isPaired) return one.map((part, index) => [part, other[index]]);
  const found: Pair[] = [];
  let [left, right] = [0, 0];
  while (left < one.length || right < other.length) {
    const [mine, its] = [one[left], other[right]];
    if (mine !== undefined && its !== undefined && isInSamePlace(mine, its)) {
      found.push([mine, its]);
      left++;
      right++;
    } else if (its === undefined || (mine !== undefined && mine.position <= its.position)) {
      found.push([mine, undefined]);
      left++;
    } else {
      found.push([undefined, its]);
      right++;
    }
  }
  return found;
}

function isInSamePlace(one: Part, other: Part): boolean {
  return one.kind === other.kind && one.position === other.position && one.bytes.length === other.bytes.length;
}

type Anchor = readonly [one: number, other: number];

/** The longest list of pairs with the same key in which both sides rise. */
function anchors(one: readonly Part[], other: readonly Part[]): readonly Anchor[] {
  const places = new Map(keysOf(other).map((key, index) => [key, index]));
  const matches = keysOf(one).flatMap((key, index): Anchor[] => {
    const place = places.get(key);
    return place === undefined ? [] : [[index, place]];
  });
  return longestRising(matches);
}

/** A key that comes again is another one. */
function keysOf(parts: readonly Part[]): readonly string[] {
  const times = new Map<string, number>();
  return parts.map(({ key }) => {
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    return `${time} ${key}`;
  });
}

interface Chain {
  readonly match: Anchor;
  readonly before: Chain | undefined;
}

/** Patience: of all chains of a length, only the one that ends lowest can be the best to go on from. */
function longestRising(matches: readonly Anchor[]): readonly Anchor[] {
  const ends: Chain[] = [];
  for (const match of matches) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (ends[middle]!.match[1] < match[1]) low = middle + 1;
      else high = middle;
    }
    ends[low] = { match, before: ends[low - 1] };
  }
  const chain: Anchor[] = [];
  for (let last = ends.at(-1); last !== undefined; last = last.before) chain.push(last.match);
  return chain.reverse();
}
