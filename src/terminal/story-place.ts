import { parse } from './grammar/index.ts';

/**
 * How far a page's story has been followed when a line was entered, whether by `next` or otherwise: `next` goes on behind it. A
 * line that was done before and is entered again, such as the one that creates the cluster, leads back behind itself; one that
 * stands in the story twice is meant where it is next, else where it was done last.
 *
 * @param at so many lines of the story were done before
 */
export function placeBehind(story: readonly string[], at: number, line: string): number {
  const entered = asWritten(line);
  const lines = story.map(asWritten);
  if (lines[at] === entered) return at + 1;
  const doneLast = lines.slice(0, at).lastIndexOf(entered);
  const place = doneLast >= 0 ? doneLast : lines.indexOf(entered, at);
  return place < 0 ? at : place + 1;
}

/** How far a story has been followed by these lines alone, such as those that are left of a run that was taken back. */
export function placeAfter(story: readonly string[], lines: readonly string[]): number {
  return lines.reduce((at, line) => placeBehind(story, at, line), 0);
}

/** The same command in other words, or with its options in another order, is the same line. */
function asWritten(line: string): string {
  const parsed = parse(line);
  return parsed.kind === 'command' ? parsed.text : line.trim();
}
