import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../../exercises/exercise.ts';
import { judgeChoice } from '../../exercises/judge-choice.ts';
import { judgeSchedule, judgeSettings } from '../../exercises/judge-commands.ts';
import { judgeRule } from '../../exercises/judge-rule.ts';
import type { Verdict } from '../../exercises/verdict.ts';

/** What a process of its own is asked: it can be stopped where an answer never returns. */
export interface JudgeRequest {
  readonly folder: string;
  readonly answer: string;
  readonly seed: number;
}

process.on('message', async ({ folder, answer, seed }: JudgeRequest) => {
  const { exercise } = (await import(resolve(folder, 'check.ts'))) as { exercise: Exercise };
  process.send!(await judge(exercise, answer, seed));
  process.disconnect();
});

async function judge(exercise: Exercise, answer: string, seed: number): Promise<Verdict> {
  switch (exercise.kind) {
    case 'rule':
      return judgeRule(exercise, await functionIn(answer, exercise.writes), { seed });
    case 'schedule':
      return judgeSchedule(exercise, readFileSync(answer, 'utf8'));
    case 'settings':
      return judgeSettings(exercise, readFileSync(answer, 'utf8'));
    case 'trace':
      return judgeChoice(exercise, chosenIn(readFileSync(answer, 'utf8')));
  }
}

async function functionIn(file: string, name: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>)[name];
  } catch (error) {
    // What it says is the whole of what the learner sees: the file cannot be read as TypeScript, or throws at its top.
    return () => {
      throw error;
    };
  }
}

function chosenIn(text: string): number {
  const line = text.split('\n').find((each) => each.trim() !== '' && !each.startsWith('#'));
  return Number(line ?? 0) - 1;
}
