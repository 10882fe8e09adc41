import { type ErrorName, kafkaErrors } from '../../wire/errors.ts';
import type { Fault, MessageChoice } from '../../cluster/faults.ts';
import { writePartition } from '../grammar/names.ts';
import type { Run } from '../run.ts';
import { type Actions, type Answer, answerOf, type How, Refusal } from './action.ts';

/** What goes wrong when it is told to. What has happened is said by the story. */
export const faults: Actions<
  | 'start'
  | 'stop'
  | 'kill'
  | 'unplug'
  | 'pause'
  | 'resume'
  | 'cut'
  | 'slow'
  | 'heal'
  | 'drop'
  | 'delay'
  | 'repeat'
  | 'fail'
  | 'hold'
  | 'release'
  | 'damage disk'
  | 'damage next'
  | 'damage record'
  | 'skew'
> = {
  start({ node, disk, settings }, run, how) {
    const changes = Object.keys(settings).length === 0 ? {} : { settings };
    return strike({ do: 'start', node, ...(disk === undefined ? {} : { disk }), ...changes }, run, how);
  },
  stop: ({ node }, run, how) => strike({ do: 'stop', node }, run, how),
  kill: ({ node }, run, how) => strike({ do: 'kill', node }, run, how),
  unplug: ({ node }, run, how) => strike({ do: 'unplug', node }, run, how),
  pause: ({ node, timeMs }, run, how) =>
    strike({ do: 'pause', node, ...(timeMs === undefined ? {} : { forMs: timeMs }) }, run, how),
  resume: ({ node }, run, how) => strike({ do: 'resume', node }, run, how),
  cut: ({ node, peer, oneway = false }, run, how) => strike({ do: 'cut', from: node, to: peer, oneway }, run, how),
  slow: ({ node, peer, timeMs, jitterMs = 0 }, run, how) =>
    strike({ do: 'slow', from: node, to: peer, byMs: timeMs, jitterMs }, run, how),
  heal: ({ node }, run, how) => strike({ do: 'heal', ...(node === undefined ? {} : { node }) }, run, how),
  drop: (command, run, how) => strike({ do: 'drop', ...messagesOf(command) }, run, how),
  delay: (command, run, how) => strike({ do: 'delay', byMs: command.timeMs, ...messagesOf(command) }, run, how),
  repeat: (command, run, how) => strike({ do: 'repeat', ...messagesOf(command) }, run, how),
  hold: (command, run, how) => strike({ do: 'hold', ...messagesOf(command) }, run, how),
  fail(command, run, how) {
    const error = errorNamed(command.error);
    return strike({ do: 'fail', error, ...messagesOf({ ...command, direction: 'request' }) }, run, how);
  },
  release: (_, run, how) => strike({ do: 'release' }, run, how),
  'damage disk': ({ broker, disk }, run, how) => strike({ do: 'damage disk', node: broker, how: disk }, run, how),
  'damage next': ({ count, operation, partition, broker, how: flaw }, run, how) =>
    strike(
      {
        do: 'damage next',
        operation,
        partition: writePartition(partition),
        ...(count === undefined ? {} : { count }),
        ...(broker === undefined ? {} : { node: broker }),
        ...(flaw === undefined ? {} : { how: flaw }),
      },
      run,
      how,
    ),
  'damage record': ({ record, broker }, run, how) =>
    strike(
      {
        do: 'damage record',
        partition: writePartition(record),
        offset: record.offset,
        ...(broker === undefined ? {} : { node: broker }),
      },
      run,
      how,
    ),
  skew: ({ node, shiftMs }, run, how) => strike({ do: 'skew', node, byMs: shiftMs }, run, how),
};

async function strike(fault: Fault, run: Run, how: How): Promise<Answer> {
  return answerOf(await run.perform(() => run.cluster.strike(fault), how), run, how);
}

interface Messages {
  readonly count?: number;
  readonly api: string;
  readonly direction: 'request' | 'response';
  readonly sender?: string;
  readonly receiver?: string;
}

/** `all` means what is left out: any node. */
function messagesOf({ count, api, direction, sender, receiver }: Messages): MessageChoice {
  return {
    ...(count === undefined ? {} : { count }),
    api,
    direction,
    ...(sender === undefined || sender === 'all' ? {} : { from: sender }),
    ...(receiver === undefined || receiver === 'all' ? {} : { to: receiver }),
  };
}

function errorNamed(name: string): ErrorName {
  const found = kafkaErrors.find((error) => error.name === name);
  if (found !== undefined) return found.name;
  throw new Refusal(`Kafka has no error ${name}.`);
}
