import type { TraceExercise } from '../../../../src/exercises/exercise.ts';
import { putRecord, recordSizeBytes } from '../../../../src/records/record.ts';

const record = { timestamp: 0, key: null, value: new TextEncoder().encode('42 EUR to Ada') };
const bytes = new Uint8Array(recordSizeBytes(record, 0, 0));
putRecord(record, 0, 0, bytes, 0);

export const exercise: TraceExercise = {
  kind: 'trace',
  title: 'Name the byte',
  minutes: 3,
  ask: 'This is a record, byte by byte, as it stands in a batch. Which byte says that it has no key?',
  bytes,
  choices: [
    {
      says: 'record length',
      range: [0, 0],
      isRight: false,
      because: 'That is the record’s length: 0x26 is 38, which stands for 19, and 19 bytes follow.',
    },
    {
      says: 'attributes',
      range: [1, 1],
      isRight: false,
      because: 'Those are the attributes. In a record no attribute has a meaning yet.',
    },
    {
      says: 'timestamp delta',
      range: [2, 2],
      isRight: false,
      because: 'That is how many ms it is later than the batch’s first record: none, it is the first.',
    },
    {
      says: 'offset delta',
      range: [3, 3],
      isRight: false,
      because: 'That is how far it stands behind the batch’s first record: it is the first.',
    },
    {
      says: 'key length',
      range: [4, 4],
      isRight: true,
      because: '1 stands for −1, and a length of −1 for nothing at all. An empty key would be 00.',
    },
    {
      says: 'value length',
      range: [5, 5],
      isRight: false,
      because: 'That is the length of the value: 0x1a is 26, which stands for 13.',
    },
    {
      says: 'value',
      range: [6, 18],
      isRight: false,
      because: 'That is the value: 34 32 is “42”, and 20 a space.',
    },
    {
      says: 'headers count',
      range: [19, 19],
      isRight: false,
      because: 'That says that no header follows: a number of headers, and not a length.',
    },
  ],
};
