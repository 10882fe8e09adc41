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
        '# These commands have run already:',
        ...exercise.given.map((line) => `#   ${line}`),
        '#',
        `# In the end this must hold: ${exercise.goal.join('; ')}`,
        `# It can be done with ${exercise.par} commands. Write yours below, one a line.`,
        '',
      ];
    case 'settings':
      return [
        ...comment(exercise.task),
        '#',
        ...exercise.commands.map((line) => `#   ${line}`),
        '#',
        `# In the end this must hold: ${exercise.goal.join('; ')}`,
        '# The settings as Kafka has them; change what must be changed.',
        ...exercise.fields.map(({ setting, default: usual }) => `${setting}=${usual}`),
      ];
    case 'trace':
      return [
        ...comment(exercise.ask),
        '#',
        ...exercise.choices.map(({ says }, index) => `#   ${index + 1}. ${says}`),
        '#',
        '# Write the number of the right one below.',
        '',
      ];
  }
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
