import { computed, type ComputedRef, readonly, type Ref, ref, shallowRef, watch } from 'vue';
import type { Scene } from '../stage/film.ts';
import { type Place, positionOf, type Reel, reelOf } from '../stage/reel.ts';
import type { SaidLine, TellingSentence } from '../../../../src/terminal/outcome.ts';
import type { Beginning } from '../worker/sessions.ts';
import { holdSession } from './held-session.ts';
import { type ArrivedOutcome, type Ending, type Laboratory, LaboratoryEnded } from './laboratory.ts';
import type { KeptRun } from './kept-run.ts';
import { type Playback, usePlayback } from './playback.ts';
import { emptyRun, extended, nearestWholeMs, type Run, tellingAfter } from './run.ts';
import type { FindLaboratory } from './shared-laboratory.ts';
import { inSlices } from './slices.ts';
import { type Printer, useTranscript } from './transcript.ts';

/** One workbench: the runs that are shown, where in them the reader stands, and the session that makes more of them. */
export interface Bench {
  readonly reel: ComputedRef<Reel>;
  readonly playback: Playback;
  readonly scenes: ComputedRef<readonly Scene[]>;
  /** For each run its name, where there are two. */
  readonly names: Ref<readonly string[]>;
  /** For each run what happened last, with its level; undefined before anything has. */
  readonly tellings: ComputedRef<readonly (TellingSentence | undefined)[]>;
  readonly sentences: ComputedRef<readonly string[]>;
  /** Lines that have run in the session. */
  readonly entered: Ref<readonly string[]>;
  /** Those of them that did what they ask for. */
  readonly done: Ref<readonly string[]>;
  /** What was wrong with the last line, in its first sentence; undefined where nothing was. */
  readonly problem: Ref<string | undefined>;
  /** The session's run, whatever is shown. */
  readonly run: Ref<Run>;
  /** Starts the session, or starts it again; what its commands do is not played, and unless `unseen` its end is shown. */
  open(beginning?: Partial<Beginning>, how?: 'unseen'): Promise<void>;
  /** Shows a run that is not the session's, standing still at a place. The next command shows the session's again. */
  show(run: Run, place: Place, from?: Source): void;
  /** Where the run that is shown can be looked into, where it is none of the page's session. */
  readonly source: Readonly<Ref<Source | undefined>>;
  /** Runs a line in the session and plays what happened. Resolves when it has been played, or hurried through. */
  execute(line: string, how?: Showing): Promise<void>;
  /** The instant at which another future can begin, the nearest to the one that is shown. */
  forkMs(): number;
  /** The worker is at work on a line. */
  readonly isComputing: Readonly<Ref<boolean>>;
  /** Ends the worker; the line that ran is taken back. */
  stop(): Promise<void>;
  /** Why there is no session any more; undefined while there is one. */
  readonly lost: Readonly<Ref<Ending | undefined>>;
  /** Puts a run that was kept into the place of the session's. */
  resume(run: KeptRun): Promise<void>;
  /** Makes the run again that was lost. */
  recover(): Promise<void>;
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
  /** As it stands at the end. */
  | 'at its end'
  /** From another place of what is shown then. */
  | { readonly from: (reel: Reel) => Place };

/** A session of a laboratory. */
export interface Source {
  readonly laboratory: Laboratory;
  readonly session: string;
}

interface BenchOptions {
  readonly session: string;
  readonly mayMove: Readonly<Ref<boolean>>;
  /** Told the run after every line. */
  readonly keep?: (run: KeptRun) => void;
}

export function useBench(laboratory: FindLaboratory, { session, mayMove, keep }: BenchOptions): Bench {
  const runs = shallowRef<readonly Run[]>([emptyRun]);
  const own = shallowRef<Run>(emptyRun);
  const names = ref<readonly string[]>([]);
  const entered = ref<readonly string[]>([]);
  const done = ref<readonly string[]>([]);
  const problem = ref<string>();
  const source = shallowRef<Source>();
  const lost = ref<Ending>();
  const reel = computed(() => reelOf(runs.value.map(({ film }) => film)));
  const playback = usePlayback(reel, mayMove);
  const scenes = computed(() =>
    reel.value.films.map((film, index) => film.at(positionOf(reel.value, index, playback.place.value))),
  );
  const tellings = computed(() => runs.value.map((run, index) => tellingAfter(run, scenes.value[index]?.events ?? 0)));
  const transcript = useTranscript();
  const held = holdSession(laboratory, session);
  watch([playback.place, reel], () =>
    transcript.reach(playback.atEnd.value ? Infinity : (scenes.value[0]?.events ?? 0)),
  );

  function showAll(shown: readonly Run[], shownNames: readonly string[], from?: Source): void {
    source.value = from;
    runs.value = shown;
    names.value = shownNames;
  }

  async function take({ runs: [run], lookAtUs }: ArrivedOutcome, how?: 'unseen'): Promise<void> {
    own.value = run === undefined ? emptyRun : await inSlices(extended(emptyRun, run));
    if (how === 'unseen') return;
    showAll([own.value], []);
    playback.goTo(lookAtUs === undefined ? Infinity : own.value.film.beatAt(lookAtUs));
  }

  async function open(beginning: Partial<Beginning> = {}, how?: 'unseen'): Promise<void> {
    const opened = await guarded(() => held.open(beginning));
    entered.value = [];
    done.value = [];
    problem.value = undefined;
    await take(opened, how);
    await transcript.printAll(opened.lines);
  }

  /** Makes the run again where the worker is a new one; only what is wrong with it is said. */
  async function restore(): Promise<void> {
    const restored = await held.restored();
    if (restored === undefined) return;
    await take(restored);
    await transcript.printAll(onlyProblems(restored.lines));
  }

  /** Remembers that the session is lost; whoever asked is told so. */
  async function guarded<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await work();
      lost.value = undefined;
      return answer;
    } catch (error) {
      if (error instanceof LaboratoryEnded) lost.value = error.how;
      throw error;
    }
  }

  async function execute(line: string, how?: Showing): Promise<void> {
    playback.isByHand.value = false;
    const { outcome, link } = await guarded(async () => {
      await restore();
      return held.execute(line);
    });
    const { runs: executed, lines, ok, ran = line } = outcome;
    transcript.announce();
    entered.value = [...entered.value, ran];
    keep?.({ link, entered: entered.value });
    if (ok) done.value = [...done.value, ran];
    problem.value = ok ? undefined : lines.find(({ tone }) => tone === 'error')?.text;
    const before = own.value;
    const all: Run[] = [];
    for (const run of executed) all.push(await inSlices(extended(before, run)));
    own.value = all[0] ?? before;
    if (how === 'unseen') return transcript.printAll(lines);
    const played = transcript.expect(lines, all.length > 1);
    showAll(
      all,
      executed.map(({ name }) => name),
    );
    if (how === 'at its end') playback.goTo(Infinity);
    else {
      const goesOn = executed[0]?.kept === before.film.events.length;
      const usually = { step: all.length > 1 ? 0 : goesOn ? before.film.lastBeat : Infinity, share: 0 };
      playFrom(how?.from(reel.value) ?? usually);
    }
    if (playback.atEnd.value) transcript.reach(Infinity);
    await played;
  }

  function playFrom({ step, share }: Place): void {
    playback.goTo(step, share);
    if (!playback.atEnd.value) playback.play();
  }

  return {
    reel,
    playback,
    scenes,
    names,
    tellings,
    sentences: computed(() => tellings.value.map((telling) => telling?.text ?? '')),
    entered,
    done,
    problem,
    run: own,
    open,
    source,
    show(run, { step, share }, from) {
      showAll([run], [], from);
      playback.goTo(step, share);
    },
    execute,
    forkMs: () => nearestWholeMs(runs.value[0] ?? emptyRun, scenes.value[0]?.atUs ?? 0),
    isComputing: held.isComputing,
    stop: held.stop,
    lost: readonly(lost),
    async resume(kept) {
      const opened = await guarded(() => held.resume(kept.link));
      entered.value = kept.entered;
      done.value = kept.entered;
      await take(opened);
      await transcript.printAll(onlyProblems(opened.lines));
    },
    recover: () => guarded(restore),
    isTelling: transcript.isWaiting,
    hurry: () => (transcript.isWaiting.value ? playback.goTo(Infinity) : undefined),
    printTo: transcript.printTo,
  };
}

/** The reader knows the run; only what is wrong with it is news. */
function onlyProblems(lines: readonly SaidLine[]): readonly SaidLine[] {
  return lines.filter(({ tone }) => tone === 'error');
}
