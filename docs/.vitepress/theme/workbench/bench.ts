import { computed, type ComputedRef, type Ref, ref, shallowRef, watch } from 'vue';
import type { Scene } from '../stage/film.ts';
import { type Place, positionOf, type Reel, reelOf } from '../stage/reel.ts';
import type { SaidLine } from '../../../../src/terminal/outcome.ts';
import type { Beginning } from '../worker/sessions.ts';
import type { Laboratory } from './laboratory.ts';
import { type Playback, usePlayback } from './playback.ts';
import { dueAfter, emptyRun, extended, type Run, sentenceAfter } from './run.ts';

/** What a line of the transcript is printed into. */
export type Printer = (line: SaidLine) => void;

/** One workbench: the runs that are shown, where in them the reader stands, and the session that makes more of them. */
export interface Bench {
  readonly reel: ComputedRef<Reel>;
  readonly playback: Playback;
  readonly scenes: ComputedRef<readonly Scene[]>;
  /** For each run its name, where there are two. */
  readonly names: Ref<readonly string[]>;
  readonly sentences: ComputedRef<readonly string[]>;
  /** Lines that have run in the session. */
  readonly entered: Ref<readonly string[]>;
  /** The session's run, whatever is shown. */
  readonly run: Ref<Run>;
  /** Starts the session, or starts it again; what its commands do is not played, and unless `unseen` its end is shown. */
  open(beginning?: Partial<Beginning>, how?: 'unseen'): Promise<void>;
  /** Shows a run that is not the session's, standing still at a place. The next command shows the session's again. */
  show(run: Run, place: Place): void;
  /** Runs a line in the session and plays what happened. Resolves when it has been played, or hurried through. */
  execute(line: string, how?: Showing): Promise<void>;
  /** Lines of the transcript are still to come. */
  readonly isTelling: Readonly<Ref<boolean>>;
  /** Goes to the end of what plays. */
  hurry(): void;
  /** Where lines of the transcript go. */
  printTo(printer: Printer): void;
}

/** How what happened is shown; left out, it is played from where the run stood before. */
export type Showing =
  /** Not at all: the picture stays as it is. */
  | 'unseen'
  /** From another place of what is shown then. */
  | { readonly from: (reel: Reel) => Place };

interface BenchOptions {
  readonly session: string;
  readonly mayMove: Readonly<Ref<boolean>>;
}

export function useBench(laboratory: () => Promise<Laboratory>, { session, mayMove }: BenchOptions): Bench {
  const runs = shallowRef<readonly Run[]>([emptyRun]);
  const own = shallowRef<Run>(emptyRun);
  const names = ref<readonly string[]>([]);
  const entered = ref<readonly string[]>([]);
  const reel = computed(() => reelOf(runs.value.map(({ film }) => film)));
  const playback = usePlayback(reel, mayMove);
  const scenes = computed(() =>
    reel.value.films.map((film, index) => film.at(positionOf(reel.value, index, playback.place.value))),
  );
  const sentences = computed(() =>
    runs.value.map((run, index) => sentenceAfter(run, scenes.value[index]?.events ?? 0)),
  );
  const transcript = useTranscript();
  watch([playback.place, reel], () =>
    transcript.reach(playback.atEnd.value ? Infinity : (scenes.value[0]?.events ?? 0)),
  );

  function showAll(shown: readonly Run[], shownNames: readonly string[]): void {
    runs.value = shown;
    names.value = shownNames;
  }

  async function open(beginning: Partial<Beginning> = {}, how?: 'unseen'): Promise<void> {
    const opened = await (await laboratory()).open(session, {
      commands: [],
      story: [],
      link: '',
      greets: false,
      ...beginning,
    });
    own.value = opened.runs[0] === undefined ? emptyRun : extended(emptyRun, opened.runs[0]);
    entered.value = [];
    if (how !== 'unseen') {
      showAll([own.value], []);
      playback.goTo(opened.lookAtUs === undefined ? Infinity : own.value.film.beatAt(opened.lookAtUs));
    }
    await transcript.printAll(opened.lines);
  }

  async function execute(line: string, how?: Showing): Promise<void> {
    const { runs: executed, lines } = await (await laboratory()).execute(session, line);
    entered.value = [...entered.value, line];
    const before = own.value;
    const all = executed.map((run) => extended(before, run));
    own.value = all[0] ?? before;
    if (how === 'unseen') return transcript.printAll(lines);
    const played = transcript.expect(lines, all.length > 1);
    showAll(
      all,
      executed.map(({ name }) => name),
    );
    const goesOn = executed[0]?.kept === before.film.events.length;
    playFrom(
      how?.from(reel.value) ?? { step: all.length > 1 ? 0 : goesOn ? before.film.lastBeat : Infinity, share: 0 },
    );
    await played;
  }

  function playFrom({ step, share }: Place): void {
    playback.goTo(step, share);
    if (playback.atEnd.value) transcript.reach(Infinity);
    else playback.play();
  }

  return {
    reel,
    playback,
    scenes,
    names,
    sentences,
    entered,
    run: own,
    open,
    show(run, { step, share }) {
      showAll([run], []);
      playback.goTo(step, share);
    },
    execute,
    isTelling: transcript.isWaiting,
    hurry: () => (transcript.isWaiting.value ? playback.goTo(Infinity) : undefined),
    printTo: transcript.printTo,
  };
}

interface Transcript {
  printTo(printer: Printer): void;
  /** Resolves when all the lines have been printed, each when it is due, or all at the end. */
  expect(lines: readonly SaidLine[], atEnd: boolean): Promise<void>;
  printAll(lines: readonly SaidLine[]): Promise<void>;
  /** Prints what may be printed when so many events have been shown. */
  reach(events: number): void;
  readonly isWaiting: Readonly<Ref<boolean>>;
}

/** Lines that are printed as the picture gets to what they tell. */
function useTranscript(): Transcript {
  let print: Printer = () => undefined;
  let waiting: { readonly line: SaidLine; readonly due: number }[] = [];
  let whenPrinted: (() => void) | undefined;
  const isWaiting = ref(false);

  function expect(lines: readonly SaidLine[], atEnd: boolean): Promise<void> {
    const due = dueAfter(lines);
    waiting = lines.map((line, index) => ({ line, due: atEnd ? Infinity : (due[index] ?? 0) }));
    isWaiting.value = true;
    return new Promise((resolve) => (whenPrinted = resolve));
  }

  function reach(events: number): void {
    while (waiting[0] !== undefined && waiting[0].due <= events) print(waiting.shift()!.line);
    if (events !== Infinity) return;
    whenPrinted?.();
    whenPrinted = undefined;
    isWaiting.value = false;
  }

  return {
    printTo: (printer) => (print = printer),
    expect,
    async printAll(lines) {
      const printed = expect(lines, true);
      reach(Infinity);
      await printed;
    },
    reach,
    isWaiting,
  };
}
