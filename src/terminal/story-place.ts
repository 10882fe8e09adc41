import { parse } from './grammar/index.ts';

/**
 * How far a page's story has been followed when a line was entered, whether by `next` or otherwise: `next` goes on behind it. One
 * that was done before leads nowhere when it is entered again, or what followed it would be done twice; but where it creates
 * the cluster all begins anew, and the story with it.
 *
 * @param at so many lines of the story were done before
 */
export function placeBehind(story: readonly string[], at: number, line: string): number {
  const entered = asWritten(line);
  const lines = story.map(asWritten);
  if (lines[at] === entered) return at + 1;
  const place = lines.indexOf(entered);
  if (beginsAnew.test(entered) && place >= 0) return place + 1;
  return place < at ? at : place + 1;
}

const beginsAnew = /^create cluster\b/;

/** How far a story has been followed by these lines alone, such as those that are left of a run that was taken back. */
export function placeAfter(story: readonly string[], lines: readonly string[]): number {
  return lines.reduce((at, line) => placeBehind(story, at, line), 0);
}

/** The same command in other words, or with its options in another order, is the same line. */
function asWritten(line: string): string {
  const parsed = parse(line);
  return parsed.kind === 'command' ? parsed.text : line.trim();
}
