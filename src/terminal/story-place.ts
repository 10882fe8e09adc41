/**
 * How far a page's story has been followed when a line was entered, whether by `next` or otherwise: `next` goes on behind it. A
 * line that stands in the story twice, and has been reached once, is meant again only where it is the next one.
 *
 * @param at so many lines of the story were done before
 */
export function placeBehind(story: readonly string[], at: number, line: string): number {
  const entered = line.trim();
  if (story[at]?.trim() === entered) return at + 1;
  const wasReached = story.slice(0, at).includes(entered);
  const place = wasReached ? -1 : story.indexOf(entered, at);
  return place < 0 ? at : place + 1;
}
