import { Film } from '../stage/film.ts';
import type { Told } from '../stage/told.ts';
import type { SaidLine, ShownRun, TellingSentence } from '../../../../src/terminal/outcome.ts';

/** A run as the workbench has it: what can be seen of it, and what is said about it. */
export interface Run {
  readonly film: Film;
  /** What was told of the events that matter, in order. */
  readonly story: readonly TellingSentence[];
}

export const emptyRun: Run = runOf([], []);

export function runOf(events: readonly Told[], story: readonly TellingSentence[]): Run {
  return {
    film: new Film(
      events,
      story.map(({ event }) => event),
    ),
    story,
  };
}

/** What is kept of a run, and what came behind it. In slices: a long run is much to fold. */
export function* extended({ film, story }: Run, { kept, events, story: added }: ShownRun): Generator<undefined, Run> {
  const whole = [...story.filter(({ event }) => event < kept), ...added];
  const mattering = whole.map(({ event }) => event);
  const grown = Film.grown(film, kept, film.events.slice(0, kept).concat(events), mattering);
  return { film: yield* grown, story: whole };
}

/** What happened last when so many events have been shown. */
export function tellingAfter({ story }: Run, events: number): TellingSentence | undefined {
  return story.findLast(({ event }) => event < events);
}

/**
 * The whole millisecond that is nearest to an instant in what has happened by then: `goto` knows no smaller times. What comes
 * between the two is lost or gained; where it is as much, the earlier one.
 */
export function nearestWholeMs({ film, story }: Run, atUs: number): number {
  const earlierMs = Math.floor(atUs / 1000);
  const laterMs = Math.ceil(atUs / 1000);
  const between = (fromUs: number, toUs: number) =>
    story.filter(({ event }) => {
      const toldUs = film.events[event]?.atUs ?? 0;
      return toldUs > fromUs && toldUs <= toUs;
    }).length;
  return between(earlierMs * 1000, atUs) <= between(atUs, laterMs * 1000) ? earlierMs : laterMs;
}

/** For each line how many events must have been shown before it is printed; one without an event follows the line before it. */
export function dueAfter(lines: readonly SaidLine[]): readonly number[] {
  let due = 0;
  return lines.map(({ event }) => (due = Math.max(due, event === undefined ? due : event + 1)));
}
