/**
 * What was most likely meant by a word that nobody knows: the known word that takes the fewest slips of the fingers (a
 * letter too many, missing, wrong, or two in the wrong order), if they are few for the word's length. Case and the marks
 * between words do not count, so `RETENTION_MS` and `retentionMs` mean `retention.ms`.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = [...known];
  const wanted = lettersOf(word);
  if (wanted === '' || wanted.length > longestWord) return undefined;
  let best: string | undefined;
  let bestSlips = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const letters = lettersOf(candidate);
    if (Math.abs(letters.length - wanted.length) >= bestSlips) continue;
    const slips = editDistance(wanted, letters);
    if (slips < bestSlips) [best, bestSlips] = [candidate, slips];
  }
  return best ?? onlyOneWith(wanted, candidates);
}

/** ` (did you mean 'retention.ms'?)`, to be put behind a complaint; empty where nothing is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : ` (did you mean '${meant}'?)`;
}

/** Longer words are not compared: the time grows with the product of both lengths. */
const longestWord = 100;

function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** `idempotence` means `enable.idempotence`, where it is part of one known word alone. */
function onlyOneWith(letters: string, known: readonly string[]): string | undefined {
  if (letters.length < 4) return undefined;
  const found = known.filter((candidate) => lettersOf(candidate).includes(letters));
  return found.length === 1 ? found[0] : undefined;
}

/** How many letters must be added, removed, replaced or swapped with their neighbour to turn one word into the other. */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let slips = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) slips = Math.min(slips, beforeLast[column - 2]! + 1);
      current.push(slips);
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length]!;
}
