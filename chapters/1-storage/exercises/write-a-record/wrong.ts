import type { NewRecord, writeRecord } from './exercise.ts';
import { varint, writeRecord as solution } from './solution.ts';

/** What a learner would plausibly write. */
export const wrong: Readonly<Record<string, typeof writeRecord>> = {
  'no key is written as an empty one': (record) => solution({ ...record, key: record.key ?? new Uint8Array() }),
  'the length counts itself': (record) => {
    const bytes = solution(record);
    const body = bytes.subarray(lengthBytes(bytes));
    return Uint8Array.from([...varint(bytes.length), ...body]);
  },
  'the offset comes before the time': ({ offsetDelta, timestampDelta, ...record }) =>
    solution({ ...record, offsetDelta: timestampDelta, timestampDelta: offsetDelta }),
  'the headers are forgotten': (record) => {
    const bytes = solution(record);
    const body = bytes.subarray(lengthBytes(bytes), -1);
    return Uint8Array.from([...varint(body.length), ...body]);
  },
  'lengths are plain bytes': ({ key, value, timestampDelta, offsetDelta }) => {
    const plain = (bytes: NewRecord['key']) => (bytes === null ? varint(-1) : [bytes.length, ...bytes]);
    const body = [0, ...varint(timestampDelta), ...varint(offsetDelta), ...plain(key), ...plain(value), 0];
    return Uint8Array.from([...varint(body.length), ...body]);
  },
};

function lengthBytes(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte < 0x80) + 1;
}
