import type { Random } from '../world/world.ts';

/** How far a pause may be from its nominal length, so that clients that failed together do not return together (KIP-580). */
const jitterPercent = 20;

/**
 * How long to pause after so many failures in a row: the first pause, doubled with every further failure, and at most the
 * longest; give or take a fifth, and never more than the longest (KIP-144, KIP-580).
 *
 * @param failures 1 or more
 * @returns milliseconds, an integer
 */
export function backoffMs(failures: number, firstMs: number, longestMs: number, random: Random): number {
  let pauseMs = firstMs;
  for (let failure = 1; failure < failures && pauseMs < longestMs; failure++) pauseMs *= 2;
  const percent = 100 - jitterPercent + random.below(2 * jitterPercent + 1);
  return Math.min(longestMs, Math.floor((Math.min(pauseMs, longestMs) * percent) / 100));
}
