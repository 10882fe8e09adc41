import { Film } from '../stage/film.ts';
import type { Told } from '../stage/told.ts';
import type { SaidLine } from '../worker/messages.ts';

/** A run as the workbench has it: what can be seen of it, and what is said about it. */
export interface Run {
  readonly film: Film;
  /** Sentences, each with the number of events after which it is true. */
  readonly story: readonly Sentence[];
}

export interface Sentence {
  readonly after: number;
  readonly text: string;
}

export const emptyRun: Run = { film: new Film([]), story: [] };

/** The run with one more command's events behind it. */
export function extend(run: Run, events: readonly Told[], lines: readonly SaidLine[]): Run {
  const before = run.film.events.length;
  return { film: new Film([...run.film.events, ...events]), story: [...run.story, ...storyIn(lines, before)] };
}

/** What a reader is told in a sentence beside the picture: the steps of the story, and neither details nor answers. */
function storyIn(lines: readonly SaidLine[], before: number): readonly Sentence[] {
  return lines.flatMap(({ text, tone, event }) =>
    event !== undefined && (tone === 'headline' || tone === 'story') ? [{ after: before + event + 1, text }] : [],
  );
}

/** The last sentence that is true after so many events. */
export function sentenceAfter({ story }: Run, events: number): string {
  return story.findLast(({ after }) => after <= events)?.text ?? '';
}

/** For each line the number of the run's events after which it is printed; a line without an event follows the one before. */
export function dueTimes(lines: readonly SaidLine[], before: number): readonly number[] {
  let due = before;
  return lines.map(({ event }) => (due = Math.max(due, event === undefined ? due : before + event + 1)));
}
