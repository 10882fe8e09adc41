import type { TraceExercise } from '../../../../src/exercises/exercise.ts';
import { batchHeaderBytes } from '../../../../src/records/batch-header.ts';
import { writeBatch } from '../../../../src/records/write-batch.ts';

const records = ['42 EUR to Ada', '7 EUR to Bob', '3 EUR to Eve'].map((value, index) => ({
  timestamp: 1_792_000_000_000 + index,
  key: null,
  value: new TextEncoder().encode(value),
  headers: [],
}));

export const exercise: TraceExercise = {
  kind: 'trace',
  title: 'Count the records',
  minutes: 4,
  ask: 'A batch of three records begins at byte 0 of a `.log` file. These are its first bytes. Which of them say how many records the batch holds?',
  bytes: writeBatch({ records, baseOffset: 0 }).subarray(0, batchHeaderBytes + 3),
  choices: [
    {
      says: 'base offset',
      range: [0, 7],
      isRight: false,
      because: 'That is the base offset: where the batch stands in the log.',
    },
    {
      says: 'batch length',
      range: [8, 11],
      isRight: false,
      because: 'That is the length of the batch in bytes, without these and the eight before them.',
    },
    {
      says: 'partition leader epoch',
      range: [12, 15],
      isRight: false,
      because: 'That is the leader epoch: under whom the batch was appended.',
    },
    {
      says: 'magic',
      range: [16, 16],
      isRight: false,
      because: 'That is the magic byte: 2, the version of this very form.',
    },
    { says: 'CRC', range: [17, 20], isRight: false, because: 'That is the checksum of all that stands behind it.' },
    {
      says: 'attributes',
      range: [21, 22],
      isRight: false,
      because: 'Those are the attributes: how the records are compressed, and what kind of time they bear.',
    },
    {
      says: 'last offset delta',
      range: [23, 26],
      isRight: false,
      because:
        'That is the last offset, counted from the base offset: one less than the records, until compaction takes some out. Then the two part.',
    },
    {
      says: 'base timestamp',
      range: [27, 34],
      isRight: false,
      because: 'That is the time of the first record, in milliseconds.',
    },
    {
      says: 'max timestamp',
      range: [35, 42],
      isRight: false,
      because: 'That is the latest time of its records, in milliseconds.',
    },
    {
      says: 'producer id',
      range: [43, 50],
      isRight: false,
      because: 'That is the producer id; all ones say that there is none.',
    },
    { says: 'producer epoch', range: [51, 52], isRight: false, because: 'That is the epoch of the producer.' },
    {
      says: 'base sequence',
      range: [53, 56],
      isRight: false,
      because: 'That is the sequence number of the first record, by which a broker knows a copy.',
    },
    {
      says: 'records count',
      range: [57, 60],
      isRight: true,
      because: 'Three, in four bytes, the last of the header. The records follow.',
    },
    {
      says: 'the first record',
      range: [61, 63],
      isRight: false,
      because: 'There the first record begins, with its own length.',
    },
  ],
};
