import { computed, type ComputedRef, nextTick, type Ref, ref } from 'vue';
import type { Bench, Showing } from '../workbench/bench.ts';
import {
  atInstant,
  cure,
  fromThePayment,
  type Harmless,
  harmless,
  loseAnswer,
  pay,
  payNothing,
  settle,
  setUp,
} from './story.ts';
import { homeWords } from '../words/english-home.ts';

export type Act = 'question' | 'losing' | 'lost' | 'curing' | 'cured' | 'turn';
const acts: readonly Act[] = ['question', 'losing', 'lost', 'curing', 'cured', 'turn'];

/** The prompt says the same as the button of the task. */
const hintsOfTurn: readonly string[] = [
  ...homeWords.turn.hints.slice(0, -1).map((hint) => hint.replaceAll('`', '')),
  `${homeWords.turn.hints.at(-1)} ${payNothing.join(' · ')}`,
];

/** In these something is played that is not yet said. */
const passing: readonly Act[] = ['losing', 'curing'];

/** What the acts ask of the page's workbench, once it is there. */
export interface Prompt {
  enter(line: string, how?: Showing): Promise<void>;
  print(text: string, tone: 'echo' | 'comment'): void;
  clear(): void;
  /** Goes to the prompt, without a keyboard that would cover it. */
  reveal(): void;
}

/** The three acts of the first screen, and what else can be done to the payment. Each begins with a session of its own. */
export interface Acts {
  readonly act: Readonly<Ref<Act>>;
  readonly has: (reached: Act) => boolean;
  /** Something is played. */
  readonly isPlaying: ComputedRef<boolean>;
  /** What was tried last besides, when it has been played. */
  readonly tried: Readonly<Ref<Harmless | undefined>>;
  lose(): Promise<void>;
  repeat(): Promise<void>;
  attempt(what: Harmless): Promise<void>;
  takeTurn(): Promise<void>;
  /** The task begins from its start; the reader stays where they are. */
  startOver(): Promise<void>;
  /** How many of the session's lines an act has entered; those behind them are the reader's. */
  readonly linesOfAct: () => number;
  /** Goes on where the reader was in a run that was kept. */
  goOnAt(place: string | undefined): void;
}

interface Surroundings {
  readonly bench: Bench;
  readonly prompt: () => Prompt | undefined;
  /** The instant at which the first picture stands. */
  readonly stoodAtUs: number;
  /** Said of the lines that are printed when it is the reader's turn, and what is to be done then. */
  readonly begun: readonly string[];
}

export function useActs({ bench, prompt, stoodAtUs, begun }: Surroundings): Acts {
  const act = ref<Act>('question');
  const tried = ref<Harmless>();
  const trying = ref(false);
  const has = (reached: Act) => acts.indexOf(act.value) >= acts.indexOf(reached);
  let lines = 0;
  const enter = async (line: string, how?: Showing) => {
    lines++;
    await prompt()?.enter(line, how);
  };
  /** The session is the one in which the answer was lost. */
  let isLostRun = false;

  async function beginAnew(commands: readonly string[] = []): Promise<void> {
    lines = 0;
    await bench.open({ commands: [...setUp, ...commands] }, 'unseen');
    prompt()?.clear();
  }

  async function lose(): Promise<void> {
    act.value = 'losing';
    await beginAnew();
    await enter(loseAnswer, 'unseen');
    await enter(pay, { from: atInstant(stoodAtUs) });
    await enter(settle);
    isLostRun = true;
    tried.value = undefined;
    act.value = 'lost';
  }

  async function repeat(): Promise<void> {
    act.value = 'curing';
    if (!isLostRun) await beginAnew([loseAnswer, pay, settle]);
    await enter(cure, { from: fromThePayment });
    tried.value = undefined;
    act.value = 'cured';
  }

  async function attempt(what: Harmless): Promise<void> {
    trying.value = true;
    isLostRun = false;
    await beginAnew();
    for (const line of harmless[what].unseen) await enter(line, 'unseen');
    for (const [index, line] of harmless[what].seen.entries()) {
      await enter(line, index === 0 && what === 'kill' ? { from: atInstant(stoodAtUs) } : undefined);
    }
    tried.value = what;
    trying.value = false;
  }

  async function takeTurn(): Promise<void> {
    tried.value = undefined;
    await startOver();
    // Now, and not before: the task judges the run that it finds.
    act.value = 'turn';
    await nextTick();
    // The task has found its place by then, and moves the prompt no more.
    requestAnimationFrame(() => prompt()?.reveal());
  }

  async function startOver(): Promise<void> {
    lines = 0;
    await bench.open({ commands: setUp, hints: hintsOfTurn });
    await nextTick();
    prompt()?.clear();
    for (const line of setUp) prompt()?.print(`> ${line}`, 'echo');
    for (const line of begun) prompt()?.print(line, 'comment');
  }

  const isPlaying = computed(() => trying.value || act.value === 'losing' || act.value === 'curing');
  return {
    act,
    has,
    isPlaying,
    tried,
    lose,
    repeat,
    attempt,
    takeTurn,
    startOver,
    linesOfAct: () => lines,
    goOnAt(place) {
      act.value = acts.find((each) => each === place && !passing.includes(each)) ?? 'question';
      tried.value = undefined;
      isLostRun = false;
      lines = 0;
    },
  };
}
