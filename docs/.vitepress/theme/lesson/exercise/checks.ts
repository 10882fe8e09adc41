import { onBeforeUnmount } from 'vue';
import { type Laboratory, LaboratoryEnded } from '../../workbench/laboratory.ts';
import { startLaboratory } from '../../workbench/shared-laboratory.ts';
import type { GivenAnswer } from '../../worker/checking.ts';
import { exerciseWords as words } from '../../words/english-exercise.ts';
import type { Card } from './card.ts';
import type { FindLanguage } from './editor/remote-language.ts';

/** A check takes well under two seconds; what takes five never ends. */
export const patienceMs = 5_000;

/** Why there is no verdict. */
export type Trouble =
  | { readonly is: 'never ends' | 'stopped' | 'no workers' | 'not loaded' }
  | { readonly is: 'failed'; readonly message: string };

/** The worker in which answers are checked. */
export interface Checks {
  find(): Promise<Laboratory>;
  stop(): void;
  /** Whatever it waits for, it ends when it is stopped; `goOn` throws then. */
  attempt<Answer>(work: (goOn: () => void) => Promise<Answer>): Promise<Answer>;
  /** Stops by itself what takes too long. */
  patiently<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  troubleOf(error: unknown): Trouble;
}

/** A worker of its own: that it is ended takes nothing from the page's runs. */
export function useChecks(): Checks {
  let started: Promise<Laboratory> | undefined;
  let latest: Attempt | undefined;

  const find = () => (started ??= startLaboratory(() => (started = undefined)));

  function end(how: 'never ends' | 'stopped'): void {
    started?.then((laboratory) => laboratory.stop()).catch(() => undefined);
    if (latest === undefined) return;
    latest.ended ??= how;
    latest.giveUp();
  }
  const stop = () => end('stopped');
  onBeforeUnmount(stop);

  function attempt<Answer>(work: (goOn: () => void) => Promise<Answer>): Promise<Answer> {
    const own: Attempt = { ended: undefined, giveUp: () => undefined };
    latest = own;
    const stopped = new Promise<never>((_, reject) => (own.giveUp = () => reject(new LaboratoryEnded('stopped'))));
    const goOn = () => {
      if (own.ended !== undefined) throw new LaboratoryEnded('stopped');
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
    if (latest?.ended !== undefined) return { is: latest.ended };
    if (error instanceof NoLanguage) return { is: typeof Worker === 'undefined' ? 'no workers' : 'not loaded' };
    if (error instanceof LaboratoryEnded && error.how !== 'failed' && error.how !== 'stopped') return { is: error.how };
    return { is: 'failed', message: error instanceof Error ? error.message : String(error) };
  }

  return { find, stop, attempt, patiently, troubleOf };
}

/** One check; what was stopped stays so, also while another one runs. */
interface Attempt {
  ended: 'never ends' | 'stopped' | undefined;
  giveUp(): void;
}

class NoLanguage extends Error {}

/** The first thing that TypeScript has to say. What it cannot read cannot run; a wrong type is checked nevertheless. */
export interface FirstProblem {
  readonly isUnreadable: boolean;
  /** A sentence, with its line. */
  readonly says: string;
}

export async function problemIn(card: Card, text: string, language: FindLanguage): Promise<FirstProblem | undefined> {
  if (card.kind !== 'rule') return undefined;
  const problems = await asked(() => language().problems(text));
  const first = problems.find(({ isUnreadable }) => isUnreadable) ?? problems[0];
  if (first === undefined) return undefined;
  const line = text.slice(0, first.from).split('\n').length;
  return { isUnreadable: first.isUnreadable, says: words.unreadable(line, first.says.split('\n')[0]!) };
}

export async function preparedFor(card: Card, text: string, language: FindLanguage): Promise<GivenAnswer> {
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
