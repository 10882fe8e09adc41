import { inject, type InjectionKey, provide, type Ref } from 'vue';
import type { Inspection, Sheet, Subject } from '../../../../src/terminal/inspect.ts';
import type { Bench } from '../workbench/bench.ts';
import type { Laboratory } from '../workbench/laboratory.ts';

/** What a figure needs so that the things on it can be opened. */
export interface Inspecting {
  /** Looks at a thing of one of the runs that are shown, as it was at an instant. */
  inspect(run: number, subject: Subject, atUs: number): Promise<Sheet>;
  /** Types a line at the prompt, and waits until it has run. */
  enter(line: string): Promise<void>;
  /** Stops what plays: who opens a thing wants to look at it. */
  pause(): void;
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

  provide(key, {
    inspect: async (run, subject, atUs) => (await laboratory()).inspect(session, { subject, of: runOf(run), atUs }),
    enter,
    pause: bench.playback.pause,
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
