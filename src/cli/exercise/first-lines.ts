import { englishExercises as words } from '../../narration/english-exercises.ts';
import type { ScheduleExercise, SettingsExercise, TraceExercise } from '../../exercises/exercise.ts';

/** What an answer's file begins with where the answer is no function: the task, and what is given. */
export function startOf(exercise: ScheduleExercise | SettingsExercise | TraceExercise): string {
  return `${linesOf(exercise).join('\n')}\n`;
}

function linesOf(exercise: ScheduleExercise | SettingsExercise | TraceExercise): readonly string[] {
  switch (exercise.kind) {
    case 'schedule':
      return [
        ...comment(exercise.task),
        '#',
        '# These commands run first:',
        ...exercise.given.map((line) => `#   ${line}`),
        '#',
        `# In the end this must hold: ${exercise.goal.join('; ')}`,
        `# It can be done with ${exercise.par === 1 ? 'one command' : `${exercise.par} commands`}. Write yours below, one a line.`,
        '',
      ];
    case 'settings':
      return [
        ...comment(exercise.task),
        '#',
        ...exercise.commands.map((line) => `#   ${line}`),
        '#',
        `# In the end this must hold: ${goalOf(exercise).join('; ')}`,
        '# The settings as Kafka has them; change what must be changed.',
        ...exercise.fields.map(({ setting, default: usual }) => `${setting}=${usual}`),
      ];
    case 'trace':
      return exercise.bytes === undefined ? sentencesOf(exercise) : bytesOf(exercise, exercise.bytes);
  }
}

function goalOf({ goal, mostWaitMs }: SettingsExercise): readonly string[] {
  return mostWaitMs === undefined ? goal : [...goal, words.mostWait(mostWaitMs)];
}

function sentencesOf({ ask, choices }: TraceExercise): readonly string[] {
  const numbered = choices.map(({ says }, index) => `#   ${index + 1}. ${says}`);
  return [...comment(ask), '#', ...numbered, '#', '# Write the number of the right one below.', ''];
}

const bytesInLine = 16;

function bytesOf({ ask }: TraceExercise, bytes: Uint8Array): readonly string[] {
  const lines = Array.from({ length: Math.ceil(bytes.length / bytesInLine) }, (_, line) => {
    const first = line * bytesInLine;
    const hex = [...bytes.subarray(first, first + bytesInLine)].map((byte) => byte.toString(16).padStart(2, '0'));
    return `# ${String(first).padStart(5)}  ${hex.join(' ')}`;
  });
  const how = '# Write the first and the last of the bytes below, counted from 0: 16-19, or 16 where it is one.';
  return [...comment(ask), '#', ...lines, '#', how, ''];
}

/** Broken where a line is full. */
function comment(text: string): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= 110) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`);
}
