import fc from 'fast-check';
import { Reader } from '../../../../src/bytes/reader.ts';
import type { ByteField, RuleExercise } from '../../../../src/exercises/exercise.ts';
import { putRecord, recordSizeBytes } from '../../../../src/records/record.ts';
import type { NewRecord, writeRecord } from './exercise.ts';

const utf8 = (value: string) => new TextEncoder().encode(value);
const bytes = (...values: readonly number[]) => Uint8Array.from(values);

/** As the producer beside the pages writes it. */
function kafkas({ key, value, offsetDelta, timestampDelta }: NewRecord): Uint8Array {
  const record = { timestamp: 0, key, value };
  const target = new Uint8Array(recordSizeBytes(record, offsetDelta, timestampDelta));
  putRecord(record, offsetDelta, timestampDelta, target, 0);
  return target;
}

const content = fc.option(fc.uint8Array({ maxLength: 4 }), { nil: null });
const long = fc.integer({ min: 60, max: 140 }).map((lengthBytes) => new Uint8Array(lengthBytes));
const records: fc.Arbitrary<NewRecord> = fc.record({
  offsetDelta: fc.nat({ max: 200 }),
  timestampDelta: fc.integer({ min: -100, max: 300 }),
  key: content,
  value: fc.oneof({ arbitrary: content, weight: 4 }, { arbitrary: long, weight: 1 }),
});

const first: NewRecord = { offsetDelta: 0, timestampDelta: 0, key: null, value: utf8('hi') };

export const exercise: RuleExercise<typeof writeRecord> = {
  kind: 'rule',
  title: 'Write a record',
  minutes: 12,
  writes: 'writeRecord',
  inputs: ['record'],
  examples: [
    {
      inputs: [first],
      expected: bytes(0x10, 0x00, 0x00, 0x00, 0x01, 0x04, 0x68, 0x69, 0x00),
      because: 'Eight bytes behind the first; no key, so 01, which is −1; two bytes of value; no headers.',
    },
    {
      inputs: [{ ...first, key: utf8('ada'), offsetDelta: 1, timestampDelta: 4 }],
      expected: bytes(0x16, 0x00, 0x08, 0x02, 0x06, 0x61, 0x64, 0x61, 0x04, 0x68, 0x69, 0x00),
      because: 'The time comes before the offset: 4 ms later, one behind the first.',
    },
    {
      inputs: [{ ...first, key: new Uint8Array() }],
      expected: bytes(0x10, 0x00, 0x00, 0x00, 0x00, 0x04, 0x68, 0x69, 0x00),
      because: 'An empty key has the length 0, and is not the same as none.',
    },
    {
      inputs: [{ ...first, value: null }],
      expected: bytes(0x0c, 0x00, 0x00, 0x00, 0x01, 0x01, 0x00),
      because: 'A record may be without a value as well. On a compacted topic it deletes its key.',
    },
  ],
  law: {
    says: 'the bytes are those that a producer sends',
    inputs: fc.tuple(records),
    flaw(found, record) {
      const expected = kafkas(record);
      if (found.length === expected.length && found.every((byte, index) => byte === expected[index])) return undefined;
      const at = expected.findIndex((byte, index) => byte !== found[index]);
      const field = recordFields(expected).find((each) => each.first <= at && at <= each.last)?.name;
      const where = at < 0 ? 'Behind the headers count nothing follows.' : `They part at byte ${at}, in the ${field}.`;
      return { expected, because: where };
    },
  },
  fields: recordFields,
};

/** As many as there are, of bytes that may be wrong. */
function recordFields(record: Uint8Array): readonly ByteField[] {
  const reader = new Reader(record);
  const fields: ByteField[] = [];
  const named = (name: string, read: () => number): number => {
    const from = reader.position;
    const value = read();
    if (reader.position > from) fields.push({ name, first: from, last: reader.position - 1 });
    return value;
  };
  const text = (name: string, lengthBytes: number) => {
    if (lengthBytes > 0) named(name, () => reader.slice(lengthBytes).length);
  };
  try {
    named('record length', () => reader.varint());
    named('attributes', () => reader.int8());
    named('timestamp delta', () => reader.varint());
    named('offset delta', () => reader.varint());
    text(
      'key',
      named('key length', () => reader.varint()),
    );
    text(
      'value',
      named('value length', () => reader.varint()),
    );
    named('headers count', () => reader.varint());
  } catch {
    // The rest has no names: what was written there is no record.
  }
  return fields;
}
