import { ref, type Ref } from 'vue';
import type { JudgedRun } from '../../../../../src/exercises/verdict.ts';
import { exerciseWords as words } from '../../words/english-exercise.ts';
import { usePageBench } from '../page-bench.ts';
import type { Card } from './card.ts';
import { withSaying } from './saying.ts';
import type { Course } from './course.ts';

/** Opens the run of an answer on the page's stage. It lives in the worker of the checks, so that the answer runs there too. */
export function useShownRun(
  card: Card,
  course: Course,
): { readonly isShowing: Readonly<Ref<boolean>>; show(run: JudgedRun, says?: string): Promise<void> } {
  const bench = usePageBench();
  const isShowing = ref(false);

  async function show({ commands, atUs }: JudgedRun, says?: string): Promise<void> {
    if (bench === undefined || isShowing.value) return;
    isShowing.value = true;
    try {
      const { laboratory, answer } = await course.inBroker();
      const session = `exercise ${card.name}`;
      const learned = card.kind === 'rule' ? { learned: { exercise: card.name, answer } } : {};
      const beginning = { commands, story: [], link: '', greets: false, ...learned };
      const { runs } = await laboratory.open(session, beginning);
      const [run] = runs;
      if (run === undefined) return;
      const told =
        says === undefined ? { run, laboratory } : withSaying(run, laboratory, { atUs, says, title: card.title });
      await bench.show(told.run, { atUs, laboratory: told.laboratory, session, view: card.view });
      bench.say([says, words.shownRun(card.title)].filter((each) => each !== undefined).join(' '));
    } finally {
      isShowing.value = false;
    }
  }

  return { isShowing, show };
}
