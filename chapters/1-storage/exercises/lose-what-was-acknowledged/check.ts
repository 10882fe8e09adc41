import type { ScheduleExercise } from '../../../../src/exercises/exercise.ts';

export const exercise: ScheduleExercise = {
  kind: 'schedule',
  title: 'Lose what was acknowledged',
  minutes: 5,
  task: 'The broker has told the producer of all three records: stored. Make it lose them nevertheless, with an empty log in the end and a broker that serves it.',
  given: [
    'create cluster brokers=1 seed=8',
    'create topic orders partitions=1',
    'produce orders "a book for Ada" count=3',
  ],
  goal: ['end of orders-0 is 0'],
  par: 2,
  solution: ['unplug broker-1', 'start broker-1'],
};
