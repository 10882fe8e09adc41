import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crc32c } from '../../src/bytes/crc32c.ts';
import { writeBatch } from '../../src/records/write-batch.ts';
import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';

interface Written {
  readonly batches: readonly { readonly valueBytes: number; readonly gap: number }[];
  readonly nextOffset: number;
}

/** What happened to the file behind some place in it. */
type Damage =
  | { readonly kind: 'none' }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'flipped bit'; readonly at: number; readonly bit: number }
  | { readonly kind: 'zeros'; readonly at: number }
  | { readonly kind: 'zeros behind'; readonly count: number }
  | { readonly kind: 'noise behind'; readonly bytes: Uint8Array }
  | { readonly kind: 'the first batch again behind' };

const written: fc.Arbitrary<Written> = fc.record({
  batches: fc.array(fc.record({ valueBytes: fc.integer({ min: 0, max: 80 }), gap: fc.constantFrom(0, 0, 0, 3) }), {
    minLength: 1,
    maxLength: 6,
  }),
  nextOffset: fc.constantFrom(0, 100),
});
/** A place in the file, as a part of its size in thousandths. */
const place = fc.integer({ min: 0, max: 999 });
const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant<Damage>({ kind: 'none' }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('flipped bit' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('zeros' as const), at: place }),
  fc.record({ kind: fc.constant('zeros behind' as const), count: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('noise behind' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }) }),
  fc.constant<Damage>({ kind: 'the first batch again behind' }),
);

/** The file as it was written, and where its batches end. */
function write({ batches, nextOffset }: Written) {
  const parts: Uint8Array[] = [];
  const ends = [0];
  let baseOffset = nextOffset;
  for (const { valueBytes, gap } of batches) {
    baseOffset += gap;
    const records = [{ key: null, value: new Uint8Array(valueBytes).fill(7), timestamp: 1000 }];
    const part = writeBatch({ records, baseOffset });
    parts.push(part);
    ends.push(ends[ends.length - 1]! + part.length);
    baseOffset++;
  }
  return { file: Buffer.concat(parts), ends, first: parts[0]! };
}

function damaged(file: Buffer, first: Uint8Array, damage: Damage): Buffer {
  const at = 'at' in damage ? Math.floor((damage.at * file.length) / 1000) : file.length;
  switch (damage.kind) {
    case 'none':
      return file;
    case 'cut':
      return file.subarray(0, at);
    case 'flipped bit': {
      const flipped = Buffer.from(file);
      flipped[at]! ^= 1 << damage.bit;
      return flipped;
    }
    case 'zeros':
      return Buffer.from(file).fill(0, at);
    case 'zeros behind':
      return Buffer.concat([file, Buffer.alloc(damage.count)]);
    case 'noise behind':
      return Buffer.concat([file, damage.bytes]);
    case 'the first batch again behind':
      return Buffer.concat([file, first]);
  }
}

function firstDifference(file: Buffer, other: Buffer): number {
  const position = file.findIndex((byte, at) => byte !== other[at]);
  return position < 0 ? file.length : position;
}

/** Bits that nothing protects: the broker sets offset and epoch after the producer's checksum. */
function isUnprotected(position: number): boolean {
  return position < 8 || (position >= 12 && position < 16);
}

law(
  'after a crash all whole batches before the first damage are believed, and nothing behind it',
  storageRules,
  fc.tuple(written, damages),
  ([content, damage], rules) => {
    const { file, ends, first } = write(content);
    const after = damaged(file, first, damage);
    const damagedAt = firstDifference(file, after);
    const intactBytes = Math.max(...ends.filter((end) => end <= damagedAt));
    if (damage.kind === 'flipped bit' && isUnprotected(damagedAt - intactBytes)) return;
    assert.equal(rules.validPrefix(after, content.nextOffset, crc32c), intactBytes);
  },
  { runs: 1000 },
).kills({
  'believes the lengths': {
    validPrefix: (file, nextOffset) =>
      storageRules.validPrefix(file, nextOffset, (bytes) => {
        return new DataView(bytes.buffer, bytes.byteOffset - 4).getUint32(0);
      }),
  },
  'believes offsets that go back': {
    validPrefix: (file, _nextOffset, checksum) => {
      let end = 0;
      for (let more = -1; more !== 0; end += more) {
        const view = new DataView(file.buffer, file.byteOffset + end, file.length - end);
        const sizeBytes = view.byteLength < 61 ? 0 : 12 + view.getInt32(8);
        more = storageRules.validPrefix(file.subarray(end, Math.max(end, end + sizeBytes)), 0, checksum);
      }
      return end;
    },
  },
  'skips what is damaged, and goes on behind it': {
    validPrefix: (file, nextOffset, checksum) => {
      const end = storageRules.validPrefix(file, nextOffset, checksum);
      if (file.length - end < 61) return end;
      const next = end + 12 + new DataView(file.buffer, file.byteOffset + end).getInt32(8);
      if (next <= end || next >= file.length) return end;
      const behind = storageRules.validPrefix(file.subarray(next), nextOffset, checksum);
      return behind === 0 ? end : next + behind;
    },
  },
  'gives up the batch before the damage too': {
    validPrefix: (file, nextOffset, checksum) => {
      const end = storageRules.validPrefix(file, nextOffset, checksum);
      return end < file.length
        ? storageRules.validPrefix(file.subarray(0, Math.max(0, end - 1)), nextOffset, checksum)
        : end;
    },
  },
  'takes no gaps': {
    validPrefix: (file, nextOffset, checksum) => {
      const end = storageRules.validPrefix(file, nextOffset, checksum);
      const view = new DataView(file.buffer, file.byteOffset);
      return end > 0 && view.getUint32(4) > nextOffset ? 0 : end;
    },
  },
});
