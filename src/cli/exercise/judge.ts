import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../../exercises/exercise.ts';
import { judge } from '../../exercises/judge.ts';
import type { Verdict } from '../../exercises/verdict.ts';

/** What a process of its own is asked: it can be stopped where an answer never returns. */
export interface JudgeRequest {
  readonly folder: string;
  readonly answer: string;
  readonly seed: number;
}

/** What it answers: that all is loaded and the answer is asked from now on, then what came of it. */
export type FromJudge = 'begins' | Verdict;

process.on('message', async ({ folder, answer, seed }: JudgeRequest) => {
  const { exercise } = (await import(resolve(folder, 'check.ts'))) as { exercise: Exercise };
  const given = {
    text: readFileSync(answer, 'utf8'),
    exported: async (name: string) =>
      ((await import(pathToFileURL(resolve(answer)).href)) as Record<string, unknown>)[name],
  };
  tell('begins');
  tell(await judge(exercise, given, { seed }));
  process.disconnect();
});

function tell(message: FromJudge): void {
  process.send!(message);
}
