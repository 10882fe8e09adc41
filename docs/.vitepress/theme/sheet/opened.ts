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
  /** Goes on to a thing that is named on the sheet. */
  openNamed(subject: Subject): void;
  /** Goes on to something that led to what is open, and to the instant at which it happened. */
  openCause(event: number): void;
  /** One sheet led to another: there is a way back. */
  readonly hasTrail: ComputedRef<boolean>;
  back(): void;
  /** Closes, and types what makes that future. */
  choose(future: Future): Promise<void>;
}

/** So many steps back. */
const mostTrail = 20;

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
  let isLooking = false;

  /** One look at a time: who steps fast through a run sees only where he comes to rest. */
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    for (let wanted = opened.value; wanted !== undefined; wanted = isShown(wanted) ? undefined : opened.value) {
      await lookAt(wanted);
    }
    isLooking = false;
  }

  function isShown(looked: Opened): boolean {
    const isHere = inspecting!.isPlaying.value || lookedAtUs.value === instantOf(looked.run);
    return looked === opened.value && isHere;
  }

  async function lookAt(wanted: Opened): Promise<void> {
    const atUs = instantOf(wanted.run);
    lookedAtUs.value = atUs;
    try {
      const found = await inspecting!.inspect(wanted.run, wanted.subject, atUs);
      if (wanted !== opened.value) return;
      sheet.value = found;
      problem.value = undefined;
    } catch (error) {
      if (wanted !== opened.value) return;
      sheet.value = undefined;
      problem.value = error instanceof Error ? error.message : String(error);
    }
  }

  /** What led to what is open, the first one first. */
  const trail = shallowRef<readonly Opened[]>([]);

  /** Something was playing when the first sheet was opened: it goes on when the last is closed. */
  let goesOn = false;

  function show(wanted: Opened): void {
    if (inspecting === undefined) return;
    if (opened.value === undefined) goesOn = inspecting.isPlaying.value;
    inspecting.pause();
    if (wanted.subject !== opened.value?.subject) sheet.value = undefined;
    opened.value = wanted;
    look().catch(() => undefined);
  }

  function open(wanted: Opened): void {
    trail.value = [];
    show(wanted);
  }

  /** The thing on the stage from which the reader came stays marked, and gets the focus back. */
  function goOnTo(subject: Subject, first: Opened['first']): void {
    const from = opened.value;
    if (from === undefined) return;
    trail.value = [...trail.value, from].slice(-mostTrail);
    show({ run: from.run, key: from.key, subject, first });
  }

  function close(): void {
    trail.value = [];
    opened.value = undefined;
    sheet.value = undefined;
    problem.value = undefined;
  }

  /** Where it stands still: while it plays nobody reads. */
  const instant = computed(() => (opened.value === undefined ? undefined : instantOf(opened.value.run)));
  watch([instant, () => inspecting?.isPlaying.value], ([now, isPlaying]) => {
    if (opened.value === undefined || isPlaying || now === lookedAtUs.value) return;
    look().catch(() => undefined);
  });

  /** In another run a number may stand for another message; nodes and records are called the same. */
  watch(
    () => [opened.value, opened.value && inspecting?.runShown(opened.value.run)] as const,
    ([now, run], [before, runBefore]) => {
      if (now === undefined || now !== before || run === runBefore) return;
      if (now.subject.is === 'message' || now.subject.is === 'event') return close();
      opened.value = { ...now };
      look().catch(() => undefined);
    },
  );

  return {
    opened,
    sheet,
    problem,
    atUs: computed(() => lookedAtUs.value),
    open,
    close() {
      close();
      if (goesOn) inspecting?.play();
    },
    openNamed: (subject) => goOnTo(subject, 'facts'),
    openCause(event) {
      const { run = 0 } = opened.value ?? {};
      if (inspecting?.goToEvent(run, event)) goOnTo({ is: 'event', event }, 'why');
    },
    hasTrail: computed(() => trail.value.length > 0),
    back() {
      const before = trail.value.at(-1);
      trail.value = trail.value.slice(0, -1);
      if (before !== undefined) show(before);
    },
    async choose({ commands }) {
      close();
      for (const command of commands) await inspecting?.enter(command);
    },
  };
}
