import { type ComputedRef, computed, type Ref, ref, shallowRef, watch } from 'vue';
import type { Future, Sheet, Subject } from '../../../../src/terminal/inspect-sheet.ts';
import type { Inspecting } from './inspecting.ts';

/** What is open, and in which of the runs that are shown. */
export interface Opened {
  readonly run: number;
  readonly subject: Subject;
  /** Of the thing on the stage that was opened; undefined where it was asked for elsewhere. */
  readonly key: string | undefined;
  /** What is shown of it first. */
  readonly first: 'facts' | 'why';
}

export interface SheetState {
  readonly opened: Readonly<Ref<Opened | undefined>>;
  /** Undefined until it has been looked at. */
  readonly sheet: Readonly<Ref<Sheet | undefined>>;
  /** Why it could not be looked at. */
  readonly problem: Readonly<Ref<string | undefined>>;
  /** The instant at which it was looked at. */
  readonly atUs: ComputedRef<number>;
  open(opened: Opened): void;
  close(): void;
  /** Goes on to something that led to what is open. */
  openCause(event: number): void;
  /** Closes, and types what makes that future. */
  choose(future: Future): Promise<void>;
}

/**
 * The sheet of a figure. It follows the time: where the picture stands still at another instant, the thing is looked at again.
 *
 * @param instantOf of a run that is shown
 */
export function useSheet(inspecting: Inspecting | undefined, instantOf: (run: number) => number): SheetState {
  const opened = shallowRef<Opened>();
  const sheet = shallowRef<Sheet>();
  const problem = ref<string>();
  const lookedAtUs = ref(0);
  let looks = 0;

  async function look({ run, subject }: Opened): Promise<void> {
    const mine = ++looks;
    const atUs = instantOf(run);
    try {
      const found = await inspecting!.inspect(run, subject, atUs);
      if (mine !== looks) return;
      sheet.value = found;
      problem.value = undefined;
      lookedAtUs.value = atUs;
    } catch (error) {
      if (mine !== looks) return;
      sheet.value = undefined;
      problem.value = error instanceof Error ? error.message : String(error);
    }
  }

  function open(wanted: Opened): void {
    if (inspecting === undefined) return;
    inspecting.pause();
    if (wanted.key !== opened.value?.key) sheet.value = undefined;
    opened.value = wanted;
    look(wanted).catch(() => undefined);
  }

  function close(): void {
    looks++;
    opened.value = undefined;
    sheet.value = undefined;
    problem.value = undefined;
  }

  /** Where it stands still: while it plays nobody reads. */
  const instant = computed(() => (opened.value === undefined ? undefined : instantOf(opened.value.run)));
  watch([instant, () => inspecting?.isPlaying.value], ([now, isPlaying]) => {
    if (opened.value === undefined || isPlaying || now === lookedAtUs.value) return;
    look(opened.value).catch(() => undefined);
  });

  /** In another run a number may stand for another message; nodes and records are called the same. */
  watch(
    () => [opened.value, opened.value && inspecting?.runShown(opened.value.run)] as const,
    ([now, run], [before, runBefore]) => {
      if (now === undefined || now !== before || run === runBefore) return;
      if (now.subject.is === 'message' || now.subject.is === 'event') close();
      else look(now).catch(() => undefined);
    },
  );

  return {
    opened,
    sheet,
    problem,
    atUs: computed(() => lookedAtUs.value),
    open,
    close,
    openCause(event) {
      const { run = 0 } = opened.value ?? {};
      if (inspecting?.goToEvent(run, event))
        open({ run, key: undefined, subject: { is: 'event', event }, first: 'why' });
    },
    async choose({ commands }) {
      close();
      for (const command of commands) await inspecting?.enter(command);
    },
  };
}
