import { bareSheet } from '../../../../../src/terminal/inspect-sheet.ts';
import type { Inspection, Sheet } from '../../../../../src/terminal/inspect.ts';
import type { ShownRun } from '../../../../../src/terminal/outcome.ts';
import type { Told } from '../../stage/told.ts';
import type { Laboratory } from '../../workbench/laboratory.ts';

/** What a learner's function said, and when. */
interface Saying {
  readonly atUs: number;
  /** A sentence. */
  readonly says: string;
  /** Of the exercise. */
  readonly title: string;
}

/**
 * The run with a sentence of ours at an instant of it, so that the run can be opened there even where nothing else happened:
 * a wrong answer may be just that nothing happens. Who asks the laboratory for an event asks by its place in what is shown.
 */
export function withSaying(
  run: ShownRun,
  laboratory: Laboratory,
  saying: Saying,
): { readonly run: ShownRun; readonly laboratory: Laboratory } {
  const { atUs, says } = saying;
  const later = run.events.findIndex((event) => event.atUs > atUs);
  const place = later < 0 ? run.events.length : later;
  const node = run.events.find((event) => event.name === 'appended')?.node ?? '';
  // No room tells it: it is in the page alone, which draws nothing of it.
  const event = { name: 'answer parted', node, atUs } as unknown as Told;
  const story = run.story.map((each) => (each.event < place ? each : { ...each, event: each.event + 1 }));
  const telling = { event: place, text: says, mark: undefined, level: 'headline' } as const;
  const told: ShownRun = {
    ...run,
    events: [...run.events.slice(0, place), event, ...run.events.slice(place)],
    story: [...story.filter((each) => each.event < place), telling, ...story.filter((each) => each.event > place)],
  };
  return { run: told, laboratory: askedBeside(laboratory, place, saying) };
}

function askedBeside(laboratory: Laboratory, place: number, { says, title }: Saying): Laboratory {
  return {
    open: (session, beginning) => laboratory.open(session, beginning),
    execute: (session, line) => laboratory.execute(session, line),
    complete: (session, line, cursor) => laboratory.complete(session, line, cursor),
    replay: (plan) => laboratory.replay(plan),
    files: (session, when) => laboratory.files(session, when),
    check: (exercise, answer) => laboratory.check(exercise, answer),
    stop: () => laboratory.stop(),
    async inspect(session, inspection) {
      const { subject } = inspection;
      if (subject.is === 'event' && subject.event === place) return bareSheet(title, says);
      return withPlaces(await laboratory.inspect(session, withoutPlace(inspection, place)), place);
    },
  };
}

function withoutPlace(inspection: Inspection, place: number): Inspection {
  const { subject } = inspection;
  if (subject.is !== 'event' || subject.event < place) return inspection;
  return { ...inspection, subject: { ...subject, event: subject.event - 1 } };
}

/** The causes of an event lead to others, by their places. */
function withPlaces(sheet: Sheet, place: number): Sheet {
  if (sheet.why === undefined) return sheet;
  const causes = sheet.why.causes.map((cause) =>
    cause.event === undefined || cause.event < place ? cause : { ...cause, event: cause.event + 1 },
  );
  return { ...sheet, why: { ...sheet.why, causes } };
}
