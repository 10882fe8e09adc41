import type { SettingsExercise } from '../../../../src/exercises/exercise.ts';

const payment =
  '{ \\"from\\": \\"Grace Hopper\\", \\"to\\": \\"Ada Lovelace\\", \\"amount\\": 42, \\"currency\\": \\"EUR\\", \\"purpose\\": \\"for the analytical engine, second instalment\\", \\"account\\": \\"DE02 1203 0000 0000 2020 51\\" } number';

export const exercise: SettingsExercise = {
  kind: 'settings',
  title: 'Ten writes',
  minutes: 6,
  task: 'A steady stream: 1,000 payments of about 200 bytes, 2,500 a second. Choose the producer’s settings so that the broker writes at most ten times, and no record waits longer than 50 ms.',
  commands: [
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1',
    'create producer teller {settings}',
    `produce payments "${payment}" count=1000 rate=2500/s as teller`,
  ],
  fields: [
    { setting: 'linger.ms', default: '5', solution: '40' },
    { setting: 'batch.size', default: '16384', solution: '32768' },
  ],
  goal: ['writes of payments-0 <= 10'],
  mostWaitMs: 50,
};
