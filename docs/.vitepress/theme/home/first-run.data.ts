import type { SaidLine, ShownRun } from '../../../../src/terminal/outcome.ts';
import { createSession } from '../../../../src/terminal/session.ts';
import { after, emptyPicture } from '../stage/picture.ts';
import type { Place } from '../stage/reel.ts';
import { runOf } from '../workbench/run.ts';
import { beforeTheLoss, pay, settle, setUp } from './story.ts';

/** The home page's first picture, made by a real run when the site is built, so that it is there before any script is. */
export interface FirstRun {
  readonly run: ShownRun;
  /** Where it stands still. */
  readonly place: Place;
  /** What was printed up to there, without what is folded. */
  readonly said: readonly string[];
}

declare const data: FirstRun;
export { data };

export default {
  watch: ['../../../../src/**/*.ts'],
  async load(): Promise<FirstRun> {
    const session = await createSession();
    const said: SaidLine[] = [];
    for (const line of [...setUp, pay, settle]) {
      const { ok, lines } = await session.execute(line);
      if (!ok) throw new Error(`${line}: ${lines.map(({ text }) => text).join(' ')}`);
      said.push(...lines.filter(({ tone }) => tone === 'story' || tone === 'headline'));
    }
    const whole = session.outcomeAnew(true, []).runs[0]!;
    const shown = beforeTheLoss(runOf(whole.events, whole.story));
    const { events } = runOf(whole.events, whole.story).film.at({ beat: shown.step, share: shown.share });
    const run = onlySeen(whole);
    return {
      run,
      place: beforeTheLoss(runOf(run.events, run.story)),
      said: said.filter(({ event }) => event !== undefined && event < events).map(({ text }) => text),
    };
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
