import { computed, type ComputedRef, onMounted, ref, type Ref, shallowRef } from 'vue';
import type { DrawnCard } from '../../../../src/review/card.ts';
import {
  afterAnswer,
  dueCards,
  joined,
  nextDueDay,
  nothingAsked,
  type Progress,
} from '../../../../src/review/schedule.ts';
import type { Chapter } from '../../../curriculum.ts';
import { wasRead } from '../lesson/remembered-pages.ts';
import type { NamedCard } from './cards.ts';
import { dayOf, keepProgress, keptProgress } from './kept-progress.ts';

/** One question as it is asked. */
export interface AskedCard {
  readonly of: NamedCard;
  readonly drawn: DrawnCard;
}

/** What came of an answer. */
export interface Answered {
  readonly chosen: number;
  readonly isRight: boolean;
  /** In how many days it is due again; undefined where it was not due, and stays so. */
  readonly inDays: number | undefined;
}

/** A visit of the reader: what is due, what is asked, and what was answered. */
export interface Review {
  /** Loads the cards; they are not needed for the prompt, and come behind it. */
  load(): Promise<void>;
  /** Undefined until the cards are there. */
  readonly cards: Readonly<Ref<readonly NamedCard[] | undefined>>;
  readonly isBroken: Readonly<Ref<boolean>>;
  /** Of lessons that were read: what is due today. */
  readonly due: ComputedRef<readonly NamedCard[]>;
  readonly hasRead: ComputedRef<boolean>;
  /** In how many days the next card is due; undefined where none was asked. */
  readonly nextInDays: ComputedRef<number | undefined>;
  readonly chapters: ComputedRef<readonly Chapter[]>;
  readonly asked: Readonly<Ref<AskedCard | undefined>>;
  readonly answered: Readonly<Ref<Answered | undefined>>;
  /** Of a chapter that the reader wants to be asked about anyway. */
  readonly chapter: Readonly<Ref<Chapter | undefined>>;
  /** The five minutes of a visit are over. */
  readonly isEnough: Readonly<Ref<boolean>>;
  readonly progress: Readonly<Ref<Progress>>;
  /** The browser keeps what was answered. */
  readonly keeps: Readonly<Ref<boolean>>;
  /** Asks the next card; undefined where none is left. */
  next(from?: Chapter): AskedCard | undefined;
  answer(place: number): void;
  stop(): void;
  /** Takes over what another browser knows. */
  take(other: Progress): void;
}

/** A visit is to be no longer than this. */
export const visitMs = 5 * 60_000;

export function useReview(): Review {
  const cards = shallowRef<readonly NamedCard[]>();
  const isBroken = ref(false);
  const progress = shallowRef<Progress>(nothingAsked);
  const today = ref(0);
  const keeps = ref(true);
  const asked = shallowRef<AskedCard>();
  const answered = shallowRef<Answered>();
  const chapter = shallowRef<Chapter>();
  const isEnough = ref(false);
  let draw: typeof import('./cards.ts').drawn;
  let startedMs: number | undefined;
  let seed = '';
  let count = 0;

  onMounted(() => {
    progress.value = keptProgress();
    today.value = dayOf(new Date());
    // Who gives everybody the same questions puts `?seed=` into the address.
    seed = new URLSearchParams(location.search).get('seed') ?? String(Math.floor(Math.random() * 1e9));
  });

  async function load(): Promise<void> {
    try {
      const loaded = await import('./cards.ts');
      draw = loaded.drawn;
      cards.value = loaded.cards;
    } catch {
      isBroken.value = true;
    }
  }

  const read = computed(() =>
    (cards.value ?? []).filter(({ page, name }) => wasRead(page) || progress.value.has(name)),
  );
  const due = computed(() => namedIn(read.value, dueCards(progress.value, namesOf(read.value), today.value)));

  function set(next: Progress): void {
    progress.value = next;
    keeps.value = keepProgress(next);
  }

  /** Of a chapter: what is due, then what is not, the one that was asked just now last. */
  function queue(): readonly NamedCard[] {
    if (chapter.value === undefined) return due.value;
    const own = (cards.value ?? []).filter((each) => each.chapter === chapter.value);
    const first = namedIn(own, dueCards(progress.value, namesOf(own), today.value));
    const rest = own.filter((each) => !first.includes(each));
    const from = asked.value === undefined ? 0 : rest.indexOf(asked.value.of) + 1;
    return [...first, ...rest.slice(from), ...rest.slice(0, from)];
  }

  return {
    load,
    cards,
    isBroken,
    due,
    hasRead: computed(() => read.value.length > 0),
    nextInDays: computed(() => {
      const day = nextDueDay(progress.value, namesOf(read.value));
      return day === undefined ? undefined : Math.max(1, day - today.value);
    }),
    chapters: computed(() => [...new Set((cards.value ?? []).map((each) => each.chapter))]),
    asked,
    answered,
    chapter,
    isEnough,
    progress,
    keeps,
    next(from) {
      if (from !== undefined) chapter.value = from;
      today.value = dayOf(new Date());
      startedMs ??= Date.now();
      const [of] = queue();
      answered.value = undefined;
      isEnough.value = false;
      asked.value = of && { of, drawn: draw(of, `${seed} ${count++}`) };
      return asked.value;
    },
    answer(place) {
      if (asked.value === undefined || answered.value !== undefined) return;
      const { of, drawn } = asked.value;
      const isRight = place === drawn.right;
      const before = progress.value;
      const after = afterAnswer(before, of.name, isRight, today.value);
      const inDays = after === before ? undefined : after.get(of.name)!.dueDay - today.value;
      answered.value = { chosen: place, isRight, inDays };
      set(after);
      if (startedMs === undefined || Date.now() - startedMs < visitMs) return;
      isEnough.value = true;
      startedMs = Date.now();
    },
    stop() {
      asked.value = undefined;
      answered.value = undefined;
      chapter.value = undefined;
      isEnough.value = false;
      startedMs = undefined;
    },
    take: (other) => set(joined(progress.value, other)),
  };
}

function namesOf(cards: readonly NamedCard[]): readonly string[] {
  return cards.map(({ name }) => name);
}

function namedIn(cards: readonly NamedCard[], names: readonly string[]): readonly NamedCard[] {
  return names.flatMap((name) => cards.find((each) => each.name === name) ?? []);
}
