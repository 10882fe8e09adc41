import type { ShownRun } from '../../../../src/terminal/outcome.ts';
import { createSession } from '../../../../src/terminal/session.ts';
import { after, emptyPicture } from '../stage/picture.ts';
import { pay, settle, setUp } from './story.ts';

/** The home page's first picture, made by a real run when the site is built, so that it is there before any script is. */
declare const data: ShownRun;
export { data };

export default {
  watch: ['../../../../src/**/*.ts'],
  async load(): Promise<ShownRun> {
    const session = await createSession();
    for (const line of [...setUp, pay, settle]) {
      const { ok, lines } = await session.execute(line);
      if (!ok) throw new Error(`${line}: ${lines.map(({ text }) => text).join(' ')}`);
    }
    return onlySeen(session.outcomeAnew(true, []).runs[0]!);
  },
};

/** The run without the events that neither change the picture nor are told of: the page carries this in its script. */
function onlySeen({ events, story, ...run }: ShownRun): ShownRun {
  const told = new Set(story.map(({ event }) => event));
  const places = new Map<number, number>();
  let picture = emptyPicture;
  const seen = events.filter((event, index) => {
    const next = after(picture, event);
    const isKept = next !== picture || told.has(index);
    if (isKept) places.set(index, places.size);
    picture = next;
    return isKept;
  });
  return { ...run, events: seen, story: story.map((each) => ({ ...each, event: places.get(each.event)! })) };
}
