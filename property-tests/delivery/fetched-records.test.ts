import assert from 'node:assert/strict';
import fc from 'fast-check';
import { concatenate } from '../../src/bytes/writer.ts';
import { FetchedRecords } from '../../src/delivery/consumer/fetched-records.ts';
import { deliveryRules } from '../../src/delivery/rules.ts';
import type { AbortedTransaction } from '../../src/delivery/rules/consuming.ts';
import { BatchBuilder } from '../../src/records/batch-builder.ts';
import { writeTransactionMarker } from '../../src/records/control-records.ts';
import { law } from '../law.ts';

/** A piece of a log: batches of three producers, in and out of transactions, with the gaps that compaction leaves. */
type Piece =
  | { readonly kind: 'COMMIT' | 'ABORT'; readonly producerId: number }
  | {
      readonly kind: 'batch';
      readonly producerId: number;
      readonly isTransactional: boolean;
      readonly isCompressed: boolean;
      /** Which of the offsets of the batch still have a record. */
      readonly kept: readonly boolean[];
    };

const producerId = fc.integer({ min: 1, max: 3 });
const logs: fc.Arbitrary<readonly Piece[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom<'COMMIT' | 'ABORT'>('COMMIT', 'ABORT'), producerId }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant<'batch'>('batch'),
        producerId,
        isTransactional: fc.boolean(),
        isCompressed: fc.boolean(),
        kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

interface Log {
  readonly batches: readonly { readonly bytes: Uint8Array; readonly lastOffset: number }[];
  /** Offsets of records that a consumer may see: all of them, and those of no aborted transaction. */
  readonly all: readonly number[];
  readonly committed: readonly number[];
  readonly aborted: readonly (AbortedTransaction & { readonly lastOffset: number })[];
  readonly endOffset: number;
}

function write(pieces: readonly Piece[]): Log {
  const batches: Log['batches'][number][] = [];
  const all: number[] = [];
  const aborted: Log['aborted'][number][] = [];
  const open = new Map<number, number[]>();
  const firstOffsets = new Map<number, number>();
  const undone = new Set<number>();
  let offset = 0;
  for (const piece of pieces) {
    const { kind, producerId } = piece;
    if (kind !== 'batch') {
      if (kind === 'ABORT') {
        for (const taken of open.get(producerId) ?? []) undone.add(taken);
        const firstOffset = firstOffsets.get(producerId);
        if (firstOffset !== undefined) aborted.push({ producerId, firstOffset, lastOffset: offset });
      }
      open.delete(producerId);
      firstOffsets.delete(producerId);
      const marker = {
        type: kind,
        coordinatorEpoch: 0,
        producerId,
        producerEpoch: 0,
        timestamp: 0,
        baseOffset: offset,
      };
      batches.push({ bytes: writeTransactionMarker(marker), lastOffset: offset });
      offset++;
      continue;
    }
    const builder = new BatchBuilder({ codec: piece.isCompressed ? 'lz4' : 'none' });
    for (const [delta, isKept] of piece.kept.entries()) {
      if (!isKept) continue;
      builder.append({ key: null, value: Uint8Array.of(7), timestamp: 0 }, delta);
      all.push(offset + delta);
      if (piece.isTransactional) open.set(producerId, [...(open.get(producerId) ?? []), offset + delta]);
    }
    if (piece.isTransactional && !firstOffsets.has(producerId)) firstOffsets.set(producerId, offset);
    const lastOffsetDelta = piece.kept.length - 1;
    const { isTransactional } = piece;
    const header = {
      baseOffset: offset,
      lastOffsetDelta,
      producerId,
      producerEpoch: 0,
      baseSequence: 0,
      isTransactional,
    };
    batches.push({ bytes: builder.build(header), lastOffset: offset + lastOffsetDelta });
    offset += piece.kept.length;
  }
  return { batches, all, committed: all.filter((taken) => !undone.has(taken)), aborted, endOffset: offset };
}

law(
  'what was fetched yields every record from the position on, once, in order, and none that the reader may not see',
  deliveryRules,
  fc.tuple(logs, fc.nat(40), fc.boolean(), fc.integer({ min: 1, max: 5 })),
  ([pieces, from, isReadCommitted, taken], rules) => {
    const log = write(pieces);
    const position = Math.min(from, log.endOffset);
    const bytes = concatenate([
      ...log.batches.filter(({ lastOffset }) => lastOffset >= position).map((batch) => batch.bytes),
      new Uint8Array(taken), // the beginning of a batch that did not fit
    ]);
    const aborted = isReadCommitted ? log.aborted.filter(({ lastOffset }) => lastOffset >= position) : undefined;
    const options = { partition: 'payments-0', checkCrcs: true, aborted };
    const isNothingLeft = position === log.endOffset;
    if (isNothingLeft) return;
    const fetched = new FetchedRecords(bytes, position, options, rules);
    const seen: number[] = [];
    for (let record = fetched.peek(); record !== undefined; record = fetched.peek()) {
      seen.push(record.offset);
      fetched.take();
      assert.equal(fetched.position, record.offset + 1);
    }
    const visible = isReadCommitted ? log.committed : log.all;
    assert.deepEqual(
      seen,
      visible.filter((offset) => offset >= position),
    );
    assert.equal(fetched.position, log.endOffset);
  },
  { runs: 500 },
).kills({
  'returns what stands before the position': { isWanted: () => true },
  'begins behind the position': { isWanted: (offset, position) => offset > position },
  'shows aborted records': { isAborted: () => false },
  'hides everything of a producer that aborted something': {
    isAborted: ({ producerId }, abortedProducers) => abortedProducers.has(producerId),
  },
});
