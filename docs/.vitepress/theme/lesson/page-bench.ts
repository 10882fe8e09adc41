import { inject, type InjectionKey, provide, type Ref } from 'vue';
import type { ShownRun } from '../../../../src/terminal/outcome.ts';
import type { Told } from '../stage/told.ts';
import type { View } from '../stage/views.ts';
import type { Laboratory } from '../workbench/laboratory.ts';

/** What the components of a page may ask of the page's workbench. */
export interface PageBench {
  /** Types a line at the prompt and enters it. */
  enter(line: string): Promise<void>;
  /**
   * A command of the page's text says that it is there; `next` types them in their order. Returns how often the same line stands
   * before it.
   */
  announce(line: string): number;
  /** Lines that have been entered, by a click or by hand. */
  readonly entered: Readonly<Ref<readonly string[]>>;
  /** Those of them that did what they ask for. */
  readonly done: Readonly<Ref<readonly string[]>>;
  readonly ready: Readonly<Ref<boolean>>;
  /** What happened is still being played. */
  readonly isTelling: Readonly<Ref<boolean>>;
  /** What has happened in the run that is shown, and how many of these events the picture has got to. */
  readonly shown: Readonly<Ref<{ readonly events: readonly Told[]; readonly count: number }>>;
  /** Which of these conditions held behind the first command `after`; asking is no part of the history. */
  judge(after: string, conditions: readonly string[]): Promise<readonly boolean[]>;
  /** Shows a run that is not the reader's, standing still at an instant; the next command shows the reader's again. */
  show(run: ShownRun, from: ShownFrom): Promise<void>;
  /** Puts a line of the page's own into the transcript. */
  say(text: string): void;
}

/** Where a run that is shown can be looked into, and which of its instants is shown. */
export interface ShownFrom {
  readonly atUs: number;
  readonly laboratory: Laboratory;
  readonly session: string;
  /** On which view, if the page has introduced it; left out, on the one that is open. */
  readonly view?: View | undefined;
}

const key: InjectionKey<PageBench> = Symbol('the workbench of this page');

export function providePageBench(bench: PageBench): void {
  provide(key, bench);
}

/** Undefined on a page that has no workbench. */
export function usePageBench(): PageBench | undefined {
  return inject(key, undefined);
}
