import { computed, type ComputedRef, inject, type InjectionKey, provide, type Ref, ref, shallowRef } from 'vue';
import type { Memory } from './remembered.ts';

/** One of the answers that a question offers. */
export interface ChoiceGiven {
  readonly says: string;
  /** What must be so in the run for this answer to be the right one; undefined where no run decides. */
  readonly when: string | undefined;
  /** What somebody believes who chooses it; undefined for the right one. */
  readonly belief: string | undefined;
}

/** A question with three answers: what was chosen, and what came out. Nothing is scored. */
export interface Choices {
  readonly name: string;
  readonly all: Readonly<Ref<readonly ChoiceGiven[]>>;
  readonly chosen: Readonly<Ref<ChoiceGiven | undefined>>;
  /** The right one, as soon as it is known. */
  readonly outcome: Readonly<Ref<ChoiceGiven | undefined>>;
  readonly isKnown: ComputedRef<boolean>;
  /** Of which answers it is said why, when it is known. */
  readonly explains: 'all' | 'chosen and right';
  /** An answer says that it is there. */
  add(choice: ChoiceGiven): void;
  choose(choice: ChoiceGiven): void;
  decide(outcome: ChoiceGiven): void;
  /** Asks anew: what was chosen and what came out is forgotten. */
  forget(): void;
  /** Takes up what the reader chose here before. */
  recall(): void;
}

const key: InjectionKey<Choices> = Symbol('the question that this answer belongs to');

/** @param name unique on the page: the question itself */
export function provideChoices(
  name: string,
  memory: () => Memory,
  explains: Choices['explains'] = 'chosen and right',
): Choices {
  const all = shallowRef<readonly ChoiceGiven[]>([]);
  const saidChosen = ref<string>();
  const saidOutcome = ref<string>();
  const chosen = computed(() => all.value.find(({ says }) => says === saidChosen.value));
  const outcome = computed(() => all.value.find(({ says }) => says === saidOutcome.value));
  const choices: Choices = {
    name,
    all,
    chosen,
    outcome,
    isKnown: computed(() => outcome.value !== undefined),
    explains,
    add: (choice) => (all.value = [...all.value, choice]),
    choose({ says }) {
      saidChosen.value = says;
      memory().keep(`chose ${name}`, says);
    },
    decide({ says }) {
      saidOutcome.value = says;
      memory().keep(`came out ${name}`, says);
    },
    forget() {
      saidChosen.value = saidOutcome.value = undefined;
      memory().forget(`chose ${name}`);
      memory().forget(`came out ${name}`);
    },
    recall() {
      saidChosen.value = memory().read(`chose ${name}`);
      saidOutcome.value = memory().read(`came out ${name}`);
    },
  };
  provide(key, choices);
  return choices;
}

export function useChoices(): Choices {
  const choices = inject(key);
  if (choices === undefined) throw new Error('a <Choice> stands in a <Predict> or a <Question>');
  return choices;
}
