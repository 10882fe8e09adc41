import {
  computed,
  type ComputedRef,
  nextTick,
  onMounted,
  readonly,
  ref,
  type Ref,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue';
import type { Verdict } from '../../../../../src/exercises/verdict.ts';
import type { Laboratory } from '../../workbench/laboratory.ts';
import type { GivenAnswer } from '../../worker/checking.ts';
import { type Memory, memoryOf } from '../remembered.ts';
import { rememberSolved, wasSolved } from '../solved.ts';
import type { Card } from './card.ts';
import { preparedFor, problemIn, type Trouble, useChecks } from './checks.ts';
import { useLanguage } from './editor/remote-language.ts';
import { beginningOf, hintsOf, solutionOf } from './texts.ts';

/** One exercise as a reader goes through it: what was written, tried and seen, kept in the browser. */
export interface Course extends Writing, Judging, Help {
  /** It is offered after two tries, or a try and a hint. */
  readonly maySeeSolution: ComputedRef<boolean>;
  /** Begins anew; what was written can be had back until something else is. */
  startAgain(): Promise<void>;
}

export function useCourse(card: Card): Course {
  const memory = memoryOf(`exercise ${card.name}`);
  const writing = useWriting(card, memory);
  const judging = useJudging(card, memory, writing.text);
  const help = useHelp(card, memory);
  return {
    ...writing,
    ...judging,
    ...help,
    maySeeSolution: computed(
      () => judging.isSolved.value || judging.tries.value + Math.min(1, help.hintsShown.value) >= 2,
    ),
    async startAgain() {
      judging.forget();
      help.hideAll();
      await writing.beginAgain();
    },
  };
}

interface Writing {
  /** The answer as it stands; undefined until it is known what it begins with. */
  readonly text: Ref<string | undefined>;
  /** What was written before it was begun anew. */
  readonly discarded: Readonly<Ref<string | undefined>>;
  beginAgain(): Promise<void>;
  takeBack(): void;
}

function useWriting(card: Card, memory: Memory): Writing {
  const text = ref<string>();
  const discarded = ref<string>();
  onMounted(async () => {
    text.value = memory.read('answer') ?? (await beginningOf(card));
  });
  watch(text, (next, before) => {
    if (next === undefined || before === undefined) return;
    memory.keep('answer', next);
    discarded.value = undefined;
  });
  return {
    text,
    discarded: readonly(discarded),
    async beginAgain() {
      const written = text.value;
      text.value = await beginningOf(card);
      await nextTick();
      discarded.value = written === text.value ? undefined : written;
    },
    takeBack() {
      text.value = discarded.value;
    },
  };
}

interface Judging {
  readonly doing: Readonly<Ref<'nothing' | 'loading' | 'checking'>>;
  readonly verdict: Readonly<ShallowRef<Verdict | undefined>>;
  /** The first wrong type of that answer, which may be why it failed. */
  readonly wrongType: Readonly<Ref<string | undefined>>;
  /** The answer to which the verdict belongs. */
  readonly judged: Readonly<Ref<string>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  readonly isSolved: Readonly<Ref<boolean>>;
  readonly tries: Readonly<Ref<number>>;
  check(): Promise<void>;
  stop(): void;
  forget(): void;
  /** Where the answer runs in a broker: the checks' worker, and what it was given. */
  inBroker(): Promise<{ readonly laboratory: Laboratory; readonly answer: GivenAnswer }>;
}

function useJudging(card: Card, memory: Memory, text: Readonly<Ref<string | undefined>>): Judging {
  const language = useLanguage();
  const checks = useChecks();
  const doing = ref<'nothing' | 'loading' | 'checking'>('nothing');
  const verdict = shallowRef<Verdict>();
  const judged = ref('');
  const wrongType = ref<string>();
  const trouble = shallowRef<Trouble>();
  const isSolved = ref(false);
  const tries = ref(0);
  let answer: GivenAnswer = { text: '' };

  onMounted(() => {
    isSolved.value = wasSolved(card.name);
    tries.value = Number(memory.read('tries') ?? 0);
  });

  /** @param goOn throws where the reader has stopped it meanwhile */
  async function judge(given: string, goOn: () => void): Promise<Verdict | undefined> {
    const problem = await problemIn(card, given, language);
    if (problem?.isUnreadable) return { passed: false, stage: 'code', inputs: [], because: problem.says };
    wrongType.value = problem?.says;
    const prepared = await preparedFor(card, given, language);
    goOn();
    const laboratory = await checks.find();
    await laboratory.check(card.name, undefined);
    goOn();
    answer = prepared;
    doing.value = 'checking';
    return checks.patiently(() => laboratory.check(card.name, answer));
  }

  async function check(): Promise<void> {
    const given = text.value;
    if (doing.value !== 'nothing' || given === undefined) return;
    trouble.value = undefined;
    doing.value = 'loading';
    try {
      verdict.value = await checks.attempt((goOn) => judge(given, goOn));
      judged.value = given;
      memory.keep('tries', String(++tries.value));
      if (!verdict.value?.passed) return;
      isSolved.value = true;
      rememberSolved(card.name);
    } catch (error) {
      verdict.value = undefined;
      trouble.value = checks.troubleOf(error);
    } finally {
      doing.value = 'nothing';
    }
  }

  return {
    doing: readonly(doing),
    verdict,
    judged: readonly(judged),
    wrongType: readonly(wrongType),
    trouble,
    isSolved: readonly(isSolved),
    tries: readonly(tries),
    check,
    stop: checks.stop,
    forget() {
      checks.stop();
      verdict.value = undefined;
      trouble.value = undefined;
    },
    inBroker: async () => ({ laboratory: await checks.find(), answer }),
  };
}

interface Help {
  readonly hints: Readonly<Ref<readonly string[]>>;
  readonly hintsShown: Readonly<Ref<number>>;
  readonly solution: Readonly<Ref<string | undefined>>;
  showHint(): Promise<void>;
  showSolution(): Promise<void>;
  hideAll(): void;
}

function useHelp(card: Card, memory: Memory): Help {
  const hints = shallowRef<readonly string[]>([]);
  const hintsShown = ref(0);
  const solution = ref<string>();

  onMounted(async () => {
    const shown = Number(memory.read('hints') ?? 0);
    if (shown > 0) hints.value = await hintsOf(card);
    hintsShown.value = shown;
  });

  return {
    hints,
    hintsShown: readonly(hintsShown),
    solution: readonly(solution),
    async showHint() {
      hints.value = await hintsOf(card);
      hintsShown.value = Math.min(hints.value.length, hintsShown.value + 1);
      memory.keep('hints', String(hintsShown.value));
    },
    async showSolution() {
      solution.value = await solutionOf(card);
    },
    hideAll() {
      hintsShown.value = 0;
      solution.value = undefined;
      memory.keep('hints', '0');
    },
  };
}
