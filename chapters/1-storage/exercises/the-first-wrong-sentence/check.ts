import type { TraceExercise } from '../../../../src/exercises/exercise.ts';

export const exercise: TraceExercise = {
  kind: 'trace',
  title: 'The first wrong sentence',
  minutes: 4,
  ask: 'In the end the record stands in the log twice. Which of these is the first without which it would not have come to that?',
  experiment: `
create cluster brokers=1 seed=7
create topic payments partitions=1
create producer teller enable.idempotence=false
drop next produce response to teller
produce payments "42 EUR to Ada" as teller
expect log of payments-0 holds "42 EUR to Ada" 2 times
`,
  choices: [
    {
      says: 'broker-1 makes the topic payments: 1 partition.',
      isRight: false,
      because: 'Without a topic there would be no record at all; but with one and nothing else there is one record.',
    },
    {
      says: 'teller sends "42 EUR to Ada" to payments-0.',
      isRight: false,
      because: 'That is as it should be. A record that is sent once is there once, if nothing else happens.',
    },
    {
      says: 'broker-1 appends "42 EUR to Ada" to payments-0 at offset 0.',
      isRight: false,
      because: 'That is the record that was meant. Nothing is wrong yet.',
    },
    {
      says: 'The answer of broker-1 to teller (Produce) is lost on the way, as you asked. broker-1 has the record; teller does not know.',
      isRight: true,
      because:
        'Here the two part: the broker has the record, teller does not know. From here on nobody does anything wrong, and the record is there twice.',
    },
    {
      says: 'teller has heard nothing from broker-1 for 30 s (request.timeout.ms). It cannot know whether the record was stored.',
      isRight: false,
      because: 'teller could wait longer, and would hear nothing still: the answer is gone already.',
    },
    {
      says: 'teller sends "42 EUR to Ada" to payments-0 again (attempt 2).',
      isRight: false,
      because:
        'teller must send again: otherwise a record that was not stored would be lost. What made it do so came before.',
    },
    {
      says: 'broker-1 appends "42 EUR to Ada" to payments-0 at offset 1. It is there twice now: to a broker that remembers nothing of its sender, this is a new record.',
      isRight: false,
      because: 'Here it can be seen. The broker does what it must do with a record that it cannot know.',
    },
  ],
};
