/**
 * How far a page's commands have been followed by the lines that were entered, as the session reckons it too
 * (src/terminal/story-place.ts): `next` goes on behind the line that ran last, and `undo` takes it back.
 */
export function followed(story: readonly string[], entered: readonly string[]): number {
  const places = [0];
  for (const line of entered) {
    if (line.trim() === 'undo') {
      if (places.length > 1) places.pop();
      continue;
    }
    places.push(placeBehind(story, places.at(-1) ?? 0, line.trim()));
  }
  return places.at(-1) ?? 0;
}

function placeBehind(story: readonly string[], at: number, line: string): number {
  if (story[at] === line) return at + 1;
  const place = story.indexOf(line);
  if (/^create cluster\b/.test(line) && place >= 0) return place + 1;
  return place < at ? at : place + 1;
}
