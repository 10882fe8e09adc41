import fc from 'fast-check';
import { crc32c } from '../../../../src/bytes/crc32c.ts';
import type { RuleExercise } from '../../../../src/exercises/exercise.ts';
import type { FoundBatch, validBytes } from './exercise.ts';
import { validBytes as solution } from './solution.ts';

const headerBytes = 61;

/** A batch that is whole, of 100 bytes. */
function batchAt(number: number, change: Partial<FoundBatch> = {}): FoundBatch {
  const whole = {
    position: 100 * number,
    sizeBytes: 100,
    magic: 2,
    baseOffset: 10 * number,
    lastOffset: 10 * number + 9,
  };
  return { ...whole, checksumMatches: true, ...change };
}

/** Mostly whole batches with gaps here and there; some lie in one of the four ways. */
const batches = fc
  .array(
    fc.record({
      sizeBytes: fc.integer({ min: headerBytes, max: 120 }),
      gap: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 5 })),
      records: fc.integer({ min: 1, max: 5 }),
      magic: fc.oneof({ weight: 9, arbitrary: fc.constant(2) }, fc.nat({ max: 3 })),
      checksumMatches: fc.oneof({ weight: 7, arbitrary: fc.constant(true) }, fc.boolean()),
    }),
    { maxLength: 6 },
  )
  .map((drawn) => {
    let position = 0;
    let offset = 20;
    return drawn.map(({ sizeBytes, gap, records, magic, checksumMatches }): FoundBatch => {
      const baseOffset = Math.max(0, offset + gap);
      const batch = { position, sizeBytes, magic, baseOffset, lastOffset: baseOffset + records - 1, checksumMatches };
      position += sizeBytes;
      offset = baseOffset + records;
      return batch;
    });
  });
const missingBytes = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 150 }));

export const exercise: RuleExercise<typeof validBytes> = {
  kind: 'rule',
  title: 'Find the valid prefix',
  minutes: 12,
  writes: 'validBytes',
  inputs: ['batches', 'fileBytes', 'nextOffset'],
  examples: [
    { inputs: [[], 0, 0], expected: 0, because: 'The file is empty.' },
    { inputs: [[batchAt(0), batchAt(1)], 200, 0], expected: 200, because: 'Both batches are whole.' },
    { inputs: [[batchAt(0), batchAt(1)], 170, 0], expected: 100, because: 'Of the second batch 30 bytes are missing.' },
    {
      inputs: [[batchAt(0), batchAt(1, { checksumMatches: false }), batchAt(2)], 300, 0],
      expected: 100,
      because: 'The third batch looks right, but it was written after one that is not.',
    },
    {
      inputs: [[batchAt(0), batchAt(4, { position: 100 })], 200, 0],
      expected: 200,
      because: 'Offsets 10 to 39 are missing between the two; compaction makes such gaps.',
    },
    {
      inputs: [[batchAt(2, { position: 0 }), batchAt(1)], 200, 0],
      expected: 100,
      because: 'The second batch goes back to offset 10. It is a leftover of another file.',
    },
  ],
  law: {
    says: 'all batches before the first one that is not whole are believed, and nothing behind it',
    inputs: fc.tuple(batches, missingBytes, fc.integer({ min: 15, max: 25 })).map(([found, missing, nextOffset]) => {
      const writtenBytes = found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      return [found, Math.max(0, writtenBytes - missing), nextOffset] as [FoundBatch[], number, number];
    }),
    flaw(found, drawn, fileBytes, nextOffset) {
      const expected = solution(drawn, fileBytes, nextOffset);
      if (found === expected) return undefined;
      const first = drawn.find((batch) => batch.position === expected);
      return { expected, because: whyNot(first, drawn, fileBytes, nextOffset) };
    },
  },
  cluster: {
    experiment: `
create cluster brokers=1 seed=7
create topic payments partitions=1
create producer teller batch.size=0
produce payments "42 EUR to Ada" count=8 as teller
damage payments-0@5
kill broker-1
start broker-1
expect end of payments-0 is 5
`,
    kafkas: solution,
    rules: (rule) => ({ validPrefix: (file, nextOffset) => rule(batchesIn(file), file.length, nextOffset) }),
  },
};

function whyNot(
  batch: FoundBatch | undefined,
  batches: readonly FoundBatch[],
  fileBytes: number,
  nextOffset: number,
): string {
  if (batch === undefined) return 'Every batch is whole.';
  const { position, sizeBytes, magic, baseOffset, checksumMatches } = batch;
  const before = batches[batches.indexOf(batch) - 1];
  const smallest = before === undefined ? nextOffset : before.lastOffset + 1;
  const where = `The batch at byte ${position}`;
  if (position + sizeBytes > fileBytes)
    return `${where} says that it ends at ${position + sizeBytes}; the file does not.`;
  if (magic !== 2) return `${where} is of format ${magic}.`;
  if (!checksumMatches) return `The checksum of the batch at byte ${position} does not match its bytes.`;
  return `${where} begins with offset ${baseOffset}, and ${smallest} is the smallest that may stand there.`;
}

/** Follows the lengths, as far as they lead. */
function batchesIn(file: Uint8Array): readonly FoundBatch[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found: FoundBatch[] = [];
  for (let position = 0; file.length - position >= headerBytes; ) {
    const sizeBytes = 12 + view.getInt32(position + 8);
    const baseOffset = Number(view.getBigInt64(position));
    const lastOffset = baseOffset + view.getInt32(position + 23);
    const isThere = sizeBytes >= headerBytes && sizeBytes <= file.length - position;
    const checksumMatches =
      isThere && crc32c(file.subarray(position + 21, position + sizeBytes)) === view.getUint32(position + 17);
    found.push({ position, sizeBytes, magic: view.getInt8(position + 16), baseOffset, lastOffset, checksumMatches });
    if (!isThere) break;
    position += sizeBytes;
  }
  return found;
}
