import { computed, type ComputedRef, onBeforeUnmount, onMounted, readonly, ref, type Ref, shallowRef } from 'vue';
import type { Verdict } from '../../../../../src/exercises/verdict.ts';
import { type Laboratory, LaboratoryEnded } from '../../workbench/laboratory.ts';
import { startLaboratory } from '../../workbench/shared-laboratory.ts';
import type { GivenAnswer } from '../../worker/checking.ts';
import { exerciseWords as words } from '../../words/english-exercise.ts';
import { memoryOf } from '../remembered.ts';
import type { Card } from './card.ts';
import { type FindLanguage, useLanguage } from './editor/remote-language.ts';
import { beginningOf, hintsOf, solutionOf } from './texts.ts';

/** A check takes well under two seconds; what takes five never ends. */
export const patienceMs = 5_000;

/** Why there is no verdict. */
export type Trouble =
  | { readonly is: 'never ends' | 'stopped' | 'no workers' | 'not loaded' }
  | { readonly is: 'failed'; readonly message: string };

/** One exercise as a reader goes through it: what was written, tried and seen, kept in the browser. */
export interface Course {
  /** The answer as it stands; undefined until it is known what it begins with. */
  readonly text: Ref<string | undefined>;
  readonly doing: Readonly<Ref<'nothing' | 'loading' | 'checking'>>;
  readonly verdict: Readonly<Ref<Verdict | undefined>>;
  /** The answer to which the verdict belongs. */
  readonly judged: Readonly<Ref<string>>;
  readonly trouble: Readonly<Ref<Trouble | undefined>>;
  readonly isSolved: Readonly<Ref<boolean>>;
  readonly tries: Readonly<Ref<number>>;
  readonly hints: Readonly<Ref<readonly string[]>>;
  readonly hintsShown: Readonly<Ref<number>>;
  readonly solution: Readonly<Ref<string | undefined>>;
  /** It is offered after two tries, or a try and a hint. */
  readonly maySeeSolution: ComputedRef<boolean>;
  check(): Promise<void>;
  stop(): void;
  showHint(): Promise<void>;
  showSolution(): Promise<void>;
  startAgain(): Promise<void>;
  /** Where the answer runs in a broker: the checks' worker, and what it was given. */
  readonly inBroker: () => Promise<{ readonly laboratory: Laboratory; readonly answer: GivenAnswer }>;
}

export function useCourse(card: Card): Course {
  const memory = memoryOf(`exercise ${card.name}`);
  const language = useLanguage();
  const text = ref<string>();
  const doing = ref<'nothing' | 'loading' | 'checking'>('nothing');
  const verdict = shallowRef<Verdict>();
  const judged = ref('');
  const trouble = shallowRef<Trouble>();
  const isSolved = ref(false);
  const tries = ref(0);
  const hints = ref<readonly string[]>([]);
  const hintsShown = ref(0);
  const solution = ref<string>();
  const checks = useChecks();
  let answer: GivenAnswer = { text: '' };

  onMounted(async () => {
    isSolved.value = memory.read('solved') === 'yes';
    tries.value = Number(memory.read('tries') ?? 0);
    hintsShown.value = Number(memory.read('hints') ?? 0);
    if (hintsShown.value > 0) hints.value = await hintsOf(card);
    text.value = memory.read('answer') ?? (await beginningOf(card));
  });

  async function check(): Promise<void> {
    const given = text.value;
    if (doing.value !== 'nothing' || given === undefined) return;
    trouble.value = undefined;
    memory.keep('answer', given);
    doing.value = 'loading';
    try {
      verdict.value = await checks.attempt((goOn) => judge(given, goOn));
      judged.value = given;
      memory.keep('tries', String(++tries.value));
      if (!verdict.value?.passed) return;
      isSolved.value = true;
      memory.keep('solved', 'yes');
    } catch (error) {
      verdict.value = undefined;
      trouble.value = checks.troubleOf(error);
    } finally {
      doing.value = 'nothing';
    }
  }

  /** @param goOn throws where the reader has stopped it meanwhile */
  async function judge(given: string, goOn: () => void): Promise<Verdict | undefined> {
    const unreadable = await unreadableIn(card, given, language);
    if (unreadable !== undefined) return { passed: false, stage: 'code', inputs: [], because: unreadable };
    const prepared = await preparedFor(card, given, language);
    goOn();
    const laboratory = await checks.find();
    await laboratory.check(card.name, undefined);
    goOn();
    answer = prepared;
    doing.value = 'checking';
    return checks.patiently(() => laboratory.check(card.name, answer));
  }

  return {
    text,
    doing: readonly(doing),
    verdict,
    judged: readonly(judged),
    trouble,
    isSolved: readonly(isSolved),
    tries: readonly(tries),
    hints,
    hintsShown: readonly(hintsShown),
    solution: readonly(solution),
    maySeeSolution: computed(() => isSolved.value || tries.value + Math.min(1, hintsShown.value) >= 2),
    check,
    stop: checks.stop,
    async showHint() {
      hints.value = await hintsOf(card);
      hintsShown.value = Math.min(hints.value.length, hintsShown.value + 1);
      memory.keep('hints', String(hintsShown.value));
    },
    async showSolution() {
      solution.value = await solutionOf(card);
    },
    async startAgain() {
      checks.stop();
      text.value = await beginningOf(card);
      memory.keep('answer', text.value);
      verdict.value = undefined;
      trouble.value = undefined;
      solution.value = undefined;
      hintsShown.value = 0;
      memory.keep('hints', '0');
    },
    inBroker: async () => ({ laboratory: await checks.find(), answer }),
  };
}

/** A worker of its own: that it is ended takes nothing from the page's runs. */
function useChecks() {
  let started: Promise<Laboratory> | undefined;
  let ended: 'never ends' | 'stopped' | undefined;
  let giveUp: (() => void) | undefined;

  const find = () => (started ??= startLaboratory(() => (started = undefined)));

  function end(how: 'never ends' | 'stopped'): void {
    ended ??= how;
    started?.then((laboratory) => laboratory.stop()).catch(() => undefined);
    giveUp?.();
  }
  const stop = () => end('stopped');
  onBeforeUnmount(stop);

  /** Whatever it waits for, it ends when it is stopped. */
  function attempt<Answer>(work: (goOn: () => void) => Promise<Answer>): Promise<Answer> {
    ended = undefined;
    const stopped = new Promise<never>((_, reject) => (giveUp = () => reject(new LaboratoryEnded('stopped'))));
    const goOn = () => {
      if (ended !== undefined) throw new LaboratoryEnded('stopped');
    };
    return Promise.race([work(goOn), stopped]);
  }

  async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const timer = setTimeout(() => end('never ends'), patienceMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }

  function troubleOf(error: unknown): Trouble {
    if (ended !== undefined) return { is: ended };
    if (error instanceof NoLanguage) return { is: typeof Worker === 'undefined' ? 'no workers' : 'not loaded' };
    if (error instanceof LaboratoryEnded && error.how !== 'failed' && error.how !== 'stopped') return { is: error.how };
    return { is: 'failed', message: error instanceof Error ? error.message : String(error) };
  }

  return { find, stop, attempt, patiently, troubleOf };
}

class NoLanguage extends Error {}

/** What TypeScript cannot even read; a wrong type is underlined, and checked nevertheless. */
async function unreadableIn(card: Card, text: string, language: FindLanguage): Promise<string | undefined> {
  if (card.kind !== 'rule') return undefined;
  const problems = await asked(() => language().problems(text));
  const first = problems.find(({ isUnreadable }) => isUnreadable);
  return first && words.unreadable(text.slice(0, first.from).split('\n').length, first.says);
}

async function preparedFor(card: Card, text: string, language: FindLanguage): Promise<GivenAnswer> {
  if (card.kind !== 'rule') return { text };
  return { text, javaScript: await asked(() => language().javaScript(text)) };
}

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw new NoLanguage(error instanceof Error ? error.message : String(error));
  }
}
