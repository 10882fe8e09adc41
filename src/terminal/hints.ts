import { topicsOf } from './look.ts';
import type { Session } from './session.ts';
import { defaultProducer } from './variation.ts';

/** The hints of the page's task that were asked for, each of them a sentence or a command. */
export function hintsOfTask({ hints, hintsAsked }: Session): readonly string[] {
  return hints.slice(0, hintsAsked);
}

/** What could be tried now: at most three commands, each of which can be typed as it is. */
export function hintsFor({ run, world, commands }: Session): readonly string[] {
  const { answers } = world.language;
  const [topic] = topicsOf(run);
  const producer = run.cast.producers[0] ?? defaultProducer;
  const down = run.cluster.members.find(({ state }) => state === 'down');
  const hasFault = commands.some(({ command }) =>
    ['drop', 'delay', 'repeat', 'hold', 'fail', 'kill', 'unplug'].includes(command.does),
  );
  if (topic === undefined) return [answers.hintTopic, answers.hintHelp];
  if (down !== undefined) return [answers.hintStart(down.name), answers.hintWhy];
  if (!hasFault && run.cast.producers.length > 0)
    return [answers.hintFault(producer), answers.hintConsume(topic), answers.hintKill];
  const isIdempotent = run.cast.settingsOf(producer)['enable.idempotence'] !== 'false';
  return [answers.hintWhy, ...(isIdempotent ? [answers.hintConsume(topic)] : [answers.hintAgain(producer)])];
}
