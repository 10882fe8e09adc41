import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../../exercises/exercise.ts';
import { judge } from '../../exercises/judge.ts';

/** What a process of its own is asked: it can be stopped where an answer never returns. */
export interface JudgeRequest {
  readonly folder: string;
  readonly answer: string;
  readonly seed: number;
}

process.on('message', async ({ folder, answer, seed }: JudgeRequest) => {
  const { exercise } = (await import(resolve(folder, 'check.ts'))) as { exercise: Exercise };
  const given = {
    text: readFileSync(answer, 'utf8'),
    exported: async (name: string) =>
      ((await import(pathToFileURL(resolve(answer)).href)) as Record<string, unknown>)[name],
  };
  process.send!(await judge(exercise, given, { seed }));
  process.disconnect();
});
