import { inject, type InjectionKey, provide, type Ref } from 'vue';
import type { IndexesSeen, Inspection, Sheet, Subject, When } from '../../../../src/terminal/inspect.ts';
import type { Bench } from '../workbench/bench.ts';
import type { Laboratory } from '../workbench/laboratory.ts';

/** What a figure needs so that the things on it can be opened. */
export interface Inspecting {
  /** Looks at a thing of one of the runs that are shown, as it was at an instant. */
  inspect(run: number, subject: Subject, atUs: number): Promise<Sheet>;
  /** What the files of all logs of a run hold at an instant. */
  files(run: number, atUs: number): Promise<readonly IndexesSeen[]>;
  /** Types a line at the prompt, and waits until it has run. */
  enter(line: string): Promise<void>;
  /** Goes to where an event has just happened; false where it is none of those that the page has. */
  goToEvent(run: number, event: number): boolean;
  /** Stops what plays: who opens a thing wants to look at it. */
  pause(): void;
  /** Goes on from where it stands; at the end there is nothing left to play. */
  play(): unknown;
  readonly isPlaying: Readonly<Ref<boolean>>;
  /** Changes whenever another run is shown in that place. */
  runShown(run: number): object | undefined;
}

const key: InjectionKey<Inspecting> = Symbol('how the things on a stage are opened');
const foreignKey: InjectionKey<readonly string[]> = Symbol(
  'commands of a run that is shown before the session has one',
);

interface Surroundings {
  readonly bench: Bench;
  readonly laboratory: () => Promise<Laboratory>;
  readonly session: string;
  readonly enter: (line: string) => Promise<void>;
}

/** Called by a workbench. */
export function provideInspecting({ bench, laboratory, session, enter }: Surroundings): void {
  const foreign = inject(foreignKey, undefined);

  function runOf(run: number): Inspection['of'] {
    const isOwn = bench.reel.value.films[run] === bench.run.value.film;
    if (isOwn || (run === 0 && foreign === undefined)) return 'own';
    return run === 0 ? { commands: foreign! } : 'compared';
  }

  /** A page keeps of such a run only the events that are seen: their indexes are the page's own. */
  function subjectIn(run: number, subject: Subject): Subject {
    const event = subject.is === 'event' ? bench.reel.value.films[run]?.events[subject.event] : undefined;
    if (event === undefined || typeof runOf(run) === 'string') return subject;
    const { name, node, atUs } = event;
    return { is: 'event', event: -1, like: { name, node, atUs } };
  }

  /** Of two files that are compared, where the second one is looked at: a run stands where its picture does. */
  function otherOf(run: number, subject: Subject, atUs: number): { readonly other?: When } {
    if (subject.is !== 'comparison') return {};
    const { run: place = run, atUs: wantedUs } = subject.with;
    const standsAtUs = place === run ? atUs : (bench.scenes.value[place]?.atUs ?? atUs);
    return { other: { of: runOf(place), atUs: wantedUs ?? standsAtUs } };
  }

  provide(key, {
    async inspect(run, subject, atUs) {
      const source = bench.source.value ?? { laboratory: await laboratory(), session };
      const inspection = { subject: subjectIn(run, subject), of: runOf(run), atUs, ...otherOf(run, subject, atUs) };
      return source.laboratory.inspect(source.session, inspection);
    },
    async files(run, atUs) {
      const source = bench.source.value ?? { laboratory: await laboratory(), session };
      return source.laboratory.files(source.session, { of: runOf(run), atUs });
    },
    enter,
    goToEvent(run, event) {
      const { films, steps } = bench.reel.value;
      if (typeof runOf(run) !== 'string') return false;
      const beats = films[run]?.beats ?? [];
      const step = steps.findLastIndex(({ beats: reached }) => {
        const beat = beats[reached[run] ?? -1];
        return beat !== undefined && beat.event <= event;
      });
      bench.playback.goTo(Math.max(0, step));
      return true;
    },
    pause: bench.playback.pause,
    play: () => bench.playback.atEnd.value || bench.playback.play(),
    isPlaying: bench.playback.playing,
    runShown: (run) => bench.reel.value.films[run],
  });
}

/** Called by a page that shows a run which is not its session's: these commands make it. */
export function provideForeignRun(commands: readonly string[]): void {
  provide(foreignKey, commands);
}

/** Undefined where nobody can answer: there the things on a stage are only seen. */
export function useInspecting(): Inspecting | undefined {
  return inject(key, undefined);
}
