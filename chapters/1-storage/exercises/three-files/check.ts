import type { ScheduleExercise } from '../../../../src/exercises/exercise.ts';

export const exercise: ScheduleExercise = {
  kind: 'schedule',
  title: 'Three files',
  minutes: 5,
  view: 'files',
  task: 'payments-0 consists of one file, which holds one record. Make it consist of three, with as few commands as you can.',
  given: [
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1 segment.bytes=1048576 segment.ms=600000',
    'create producer teller',
    'produce payments "42 EUR to Ada" as teller',
  ],
  goal: ['segments of payments-0 is 3'],
  par: 1,
  solution: ['produce payments "42 EUR to Ada" count=250 size=10000 as teller'],
};
