import type { Exercise } from './exercise.ts';
import { judgeBytes, judgeChoice } from './judge-choice.ts';
import { judgeSchedule, judgeSettings } from './judge-commands.ts';
import { type JudgeOptions, judgeRule } from './judge-rule.ts';
import type { Verdict } from './verdict.ts';

/** What a learner gave: a text, as it stands in the answer's file. */
export interface Answer {
  readonly text: string;
  /** Of a rule: what the text exports under a name. Rejects where it cannot be read, or throws at its top. */
  exported(name: string): Promise<unknown>;
}

/** Judges an answer to an exercise of any kind. The verdict is plain data. */
export async function judge(exercise: Exercise, answer: Answer, options: JudgeOptions = {}): Promise<Verdict> {
  switch (exercise.kind) {
    case 'rule':
      return judgeRule(exercise, await functionIn(answer, exercise.writes), options);
    case 'schedule':
      return judgeSchedule(exercise, answer.text);
    case 'settings':
      return judgeSettings(exercise, answer.text);
    case 'trace': {
      const [first, last] = chosenIn(answer.text);
      return exercise.bytes === undefined ? judgeChoice(exercise, first - 1) : judgeBytes(exercise, first, last);
    }
  }
}

async function functionIn(answer: Answer, name: string): Promise<unknown> {
  try {
    return await answer.exported(name);
  } catch (error) {
    // What it says is the whole of what the learner sees: the text cannot be read as TypeScript, or throws at its top.
    return () => {
      throw error;
    };
  }
}

/** `3`, or of bytes `16-19`; -1 where nothing is chosen. */
function chosenIn(text: string): readonly [first: number, last: number] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, ''));
  const line = lines.find((each) => each.trim() !== '') ?? '';
  const [, first = '-1', last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(line) ?? [];
  return [Number(first), Number(last)];
}
