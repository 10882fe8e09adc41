import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeBatch } from '../../src/records/write-batch.ts';
import { OffsetIndex } from '../../src/storage/offset-index.ts';
import { TimeIndex } from '../../src/storage/time-index.ts';
import { type Compared, compareParts, type Comparing, comparing, type Part } from '../../src/terminal/compare-parts.ts';
import { type FileContents, partsOf } from '../../src/terminal/file-parts.ts';
import { law } from '../law.ts';

const key = fc.option(fc.string({ maxLength: 6 }), { nil: null });
const logs = fc
  .array(fc.array(fc.record({ key, value: fc.string({ maxLength: 30 }) }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((batches): FileContents => {
    let baseOffset = 100;
    const written = batches.map((records) => {
      const bytes = writeBatch({
        baseOffset,
        records: records.map((record, index) => ({
          key: record.key === null ? null : Buffer.from(record.key),
          value: Buffer.from(record.value),
          timestamp: 1000 + index,
        })),
      });
      baseOffset += records.length;
      return bytes;
    });
    return { kind: 'log', baseOffset: 100, bytes: Uint8Array.from(Buffer.concat(written)) };
  });

const steps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
const indexes = fc.tuple(steps, fc.boolean()).map(([gaps, isOfTimes]): FileContents => {
  const offsets = new OffsetIndex(100);
  const times = new TimeIndex(100);
  let sum = 0;
  for (const gap of gaps) {
    sum += gap;
    offsets.append(100 + sum, 70 * sum);
    times.append(1000 + sum, 100 + sum);
  }
  const content = isOfTimes ? times.content() : offsets.content(0);
  return { kind: isOfTimes ? 'timeindex' : 'index', baseOffset: 100, bytes: Uint8Array.from(content) };
});

const files = fc.oneof(logs, indexes);
/** A place in a file, as a part of its size in thousandths. */
const place = fc.integer({ min: 0, max: 999 });

function changed(file: FileContents, change: (bytes: Uint8Array) => Uint8Array): FileContents {
  return { ...file, bytes: change(Uint8Array.from(file.bytes)) };
}

function flipped({ bytes }: FileContents, at: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at]! ^= 1 << bit;
  return copy;
}

function compared(one: FileContents, other: FileContents, rules: Comparing): readonly Compared[] {
  return compareParts(partsOf(one, other), partsOf(other, one), rules);
}

function together(side: 'one' | 'other', parts: readonly Compared[]): Buffer {
  const own = parts.flatMap((each): Part[] => (side in each ? [(each as Record<typeof side, Part>)[side]] : []));
  let end = 0;
  for (const { position, bytes, parts: divided } of own) {
    assert.equal(position, end, 'each begins where the one before it ends');
    assert.ok(divided.length === 0 || Buffer.concat(divided.map((part) => part.bytes)).equals(bytes), 'divided');
    end += bytes.length;
  }
  return Buffer.concat(own.map(({ bytes }) => bytes));
}

/** What may become of a file: it is cut, damaged, something is taken out of it, or it is another one. */
const others = fc.oneof(
  fc.record({ does: fc.constant('cut' as const), at: place }),
  fc.record({ does: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ does: fc.constant('take out' as const), at: place, to: place }),
  fc.record({ does: fc.constant('noise' as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({ does: fc.constant('other' as const), file: files }),
);

law(
  'the parts of two files that are compared are exactly their bytes; equal ones are equal, different ones different',
  comparing,
  fc.record({ file: files, other: others }),
  ({ file, other }, rules) => {
    const at = (thousandths: number) => Math.floor((thousandths * file.bytes.length) / 1000);
    const against =
      other.does === 'other'
        ? other.file
        : changed(file, (bytes) => {
            if (other.does === 'cut') return bytes.subarray(0, at(other.at));
            if (other.does === 'flip') return flipped(file, at(other.at), other.bit);
            if (other.does === 'noise') return Uint8Array.from([...bytes, ...other.bytes]);
            return Uint8Array.from([...bytes.subarray(0, at(other.at)), ...bytes.subarray(at(other.to))]);
          });
    const parts = compared(file, against, rules);
    assert.ok(together('one', parts).equals(file.bytes), 'all of the one');
    assert.ok(together('other', parts).equals(against.bytes), 'all of the other');
    for (const each of parts) {
      if (each.is !== 'same' && each.is !== 'different') continue;
      assert.equal(Buffer.from(each.one.bytes).equals(each.other.bytes), each.is === 'same');
    }
  },
  { runs: 500 },
).kills({
  'leaves out what only one has': {
    pairs: (one, other) => comparing.pairs(one, other).filter((pair) => !pair.includes(undefined)),
  },
  'pairs by number, up to the end of the shorter': {
    pairs: (one, other) => one.slice(0, other.length).map((part, index) => [part, other[index]]),
  },
  'takes for the same what is as long': { isSame: (one, other) => one.length === other.length },
  'compares as far as the shorter goes': {
    isSame: (one, other) => one.every((byte, at) => byte === (other[at] ?? byte)),
  },
  'puts what only one has behind the rest': {
    pairs: (one, other) => comparing.pairs(one, other).toSorted((left, right) => missing(left) - missing(right)),
  },
});

function missing(pair: readonly (Part | undefined)[]): number {
  return pair.includes(undefined) ? 1 : 0;
}

function fieldAt(parts: readonly Part[], at: number): Part {
  const part = parts.find(({ position, bytes }) => position <= at && at < position + bytes.length)!;
  return part.parts.length === 0 ? part : fieldAt(part.parts, at);
}

law(
  'a flipped bit anywhere in a file is found: one field is different, the one in which it is, and all else is the same',
  comparing,
  fc.record({ file: files, at: place, bit: fc.integer({ min: 0, max: 7 }), isOneSound: fc.boolean() }),
  ({ file, at, bit, isOneSound }, rules) => {
    const position = Math.floor((at * file.bytes.length) / 1000);
    const damaged = changed(file, () => flipped(file, position, bit));
    const parts = isOneSound ? compared(file, damaged, rules) : compared(damaged, file, rules);
    const wrong = parts.filter(({ is }) => is !== 'same');
    assert.equal(wrong.length, 1);
    const [found] = wrong;
    assert.ok(found?.is === 'different', 'in both');
    const field = fieldAt(partsOf(file), position);
    for (const side of [found.one, found.other]) {
      assert.deepEqual([side.name, side.position, side.bytes.length], [field.name, field.position, field.bytes.length]);
    }
  },
  { runs: 500 },
).kills({
  'pairs only what has the same key': {
    pairs: (one, other) =>
      comparing.pairs(one, other).flatMap(([left, right]) =>
        left === undefined || right === undefined || left.key === right.key
          ? [[left, right]]
          : [
              [left, undefined],
              [undefined, right],
            ],
      ),
  },
  'looks at first bytes only': { isSame: (one, other) => one.length === other.length && one[0] === other[0] },
  'looks at last bytes only': { isSame: (one, other) => one.length === other.length && one.at(-1) === other.at(-1) },
});
