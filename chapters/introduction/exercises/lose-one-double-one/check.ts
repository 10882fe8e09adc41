import type { ScheduleExercise } from '../../../../src/exercises/exercise.ts';

export const exercise: ScheduleExercise = {
  kind: 'schedule',
  title: 'Lose one, double one',
  minutes: 5,
  task: 'Ada is to be paid nothing, though hasty has sent her payment and was told of a failure. Bob is to be paid twice by one payment of stubborn.',
  given: [
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1',
    'create consumer bank topics=payments auto.offset.reset=earliest loop=auto',
    'create producer hasty enable.idempotence=false retries=0 request.timeout.ms=1000 delivery.timeout.ms=2000',
    'create producer stubborn enable.idempotence=false request.timeout.ms=1000',
  ],
  goal: ['hasty got TimeoutException', 'ledger holds "42 EUR to Ada" 0 times', 'ledger holds "7 EUR to Bob" 2 times'],
  par: 4,
  solution: [
    'drop next produce request from hasty',
    'produce payments "42 EUR to Ada" as hasty',
    'drop next produce response to stubborn',
    'produce payments "7 EUR to Bob" as stubborn',
  ],
};
