import { type Ref, ref } from 'vue';
import type { SaidLine } from '../../../../src/terminal/outcome.ts';
import { dueAfter } from './run.ts';

/** What a line of the transcript is printed into. */
export type Printer = (line: SaidLine) => void;

/** Lines that are printed as the picture gets to what they tell. */
export interface Transcript {
  printTo(printer: Printer): void;
  /** Lines will come: from now on somebody waits for them. */
  announce(): void;
  /** Resolves when all the lines have been printed, each when it is due, or all at the end. */
  expect(lines: readonly SaidLine[], atEnd: boolean): Promise<void>;
  printAll(lines: readonly SaidLine[]): Promise<void>;
  /** Prints what may be printed when so many events have been shown. */
  reach(events: number): void;
  readonly isWaiting: Readonly<Ref<boolean>>;
}

export function useTranscript(): Transcript {
  let print: Printer = () => undefined;
  let waiting: { readonly line: SaidLine; readonly due: number }[] = [];
  let whenPrinted: (() => void) | undefined;
  const isWaiting = ref(false);

  function expect(lines: readonly SaidLine[], atEnd: boolean): Promise<void> {
    const due = dueAfter(lines);
    waiting = lines.map((line, index) => ({ line, due: atEnd ? Infinity : (due[index] ?? 0) }));
    isWaiting.value = true;
    return new Promise((resolve) => (whenPrinted = resolve));
  }

  function reach(events: number): void {
    while (waiting[0] !== undefined && waiting[0].due <= events) print(waiting.shift()!.line);
    if (events !== Infinity) return;
    whenPrinted?.();
    whenPrinted = undefined;
    isWaiting.value = false;
  }

  return {
    printTo: (printer) => (print = printer),
    announce: () => (isWaiting.value = true),
    expect,
    async printAll(lines) {
      const printed = expect(lines, true);
      reach(Infinity);
      await printed;
    },
    reach,
    isWaiting,
  };
}
