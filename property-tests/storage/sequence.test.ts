import assert from 'node:assert/strict';
import fc from 'fast-check';
import { producerStateAfter, type ProducerState } from '../../src/storage/producer-states.ts';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import { rememberedBatches } from '../../src/storage/rules/sequence.ts';
import { law } from '../law.ts';

/** A producer's batches, in the order in which it numbered them. */
interface Sent {
  /** The number of its first record. */
  readonly firstSequence: number;
  readonly recordCounts: readonly number[];
}

const sequences: fc.Arbitrary<Sent> = fc.record({
  firstSequence: fc.constantFrom(0, 0x7fff_fffa),
  recordCounts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 10 }),
});
/** Which batch arrives next: mostly the one that is due, else any, again or too early. */
const arrivals = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('next' as const) }, fc.nat({ max: 9 })), {
  maxLength: 30,
});

function numbered({ firstSequence, recordCounts }: Sent) {
  let next = firstSequence;
  return recordCounts.map((count) => {
    const first = next;
    next = (first + count) % 0x8000_0000;
    return { firstSequence: first, lastSequence: (first + count - 1) % 0x8000_0000, count };
  });
}

/** A partition that judges and remembers; its log is the list of what it appended. */
class Partition {
  readonly log: { batch: number; firstOffset: number }[] = [];
  readonly #rules: StorageRules;
  #known: ProducerState | undefined;
  #endOffset = 0;

  constructor(rules: StorageRules) {
    this.#rules = rules;
  }

  arrive(
    batch: number,
    { firstSequence, lastSequence, count }: ReturnType<typeof numbered>[number],
    producerEpoch = 3,
  ) {
    const verdict = this.#rules.judgeSequence(this.#known, { producerEpoch, firstSequence, lastSequence });
    if (verdict.verdict !== 'new') return verdict;
    this.log.push({ batch, firstOffset: this.#endOffset });
    this.#known = producerStateAfter(
      this.#known,
      {
        producerId: 7,
        producerEpoch,
        baseSequence: firstSequence,
        lastSequence,
        baseOffset: this.#endOffset,
        lastOffset: this.#endOffset + count - 1,
        maxTimestampMs: 0,
        isTransactional: false,
        marker: undefined,
      },
      this.#rules.rememberBatch,
    );
    this.#endOffset += count;
    return verdict;
  }
}

law(
  'whatever comes twice, too early or too late, the log holds every batch once and in order',
  storageRules,
  fc.tuple(sequences, arrivals),
  ([sent, order], rules) => {
    const batches = numbered(sent);
    const partition = new Partition(rules);
    partition.arrive(0, batches[0]!);
    for (const arrival of order) {
      const due = partition.log.length;
      const number = arrival === 'next' ? due : arrival;
      const batch = batches[number];
      if (batch === undefined) continue;
      const { verdict, ...answer } = partition.arrive(number, batch);
      const isRemembered = number < due && number >= due - rememberedBatches;
      assert.equal(verdict, number === due ? 'new' : isRemembered ? 'duplicate' : 'refused');
      if ('of' in answer) assert.equal(answer.of.firstOffset, partition.log[number]!.firstOffset);
    }
    assert.deepEqual(
      partition.log.map(({ batch }) => batch),
      partition.log.map((_, position) => position),
    );
  },
).kills({
  'a duplicate is written again': {
    judgeSequence: (known, arriving) => {
      const verdict = storageRules.judgeSequence(known, arriving);
      return verdict.verdict === 'duplicate' ? { verdict: 'new' } : verdict;
    },
  },
  'a gap is taken': {
    judgeSequence: (known, arriving) => {
      const verdict = storageRules.judgeSequence(known, arriving);
      return verdict.verdict === 'refused' ? { verdict: 'new' } : verdict;
    },
  },
  'only the last batch is remembered': { rememberBatch: (_batches, batch) => [batch] },
  'four batches are remembered': { rememberBatch: (batches, batch) => [...batches.slice(-3), batch] },
  'all batches are remembered': { rememberBatch: (batches, batch) => [...batches, batch] },
  'what is below the last number is a duplicate': {
    judgeSequence: (known, arriving) => {
      const last = known?.batches[known.batches.length - 1];
      if (last !== undefined && arriving.lastSequence <= last.lastSequence) return { verdict: 'duplicate', of: last };
      return storageRules.judgeSequence(known, arriving);
    },
  },
  'numbers do not go round': {
    judgeSequence: (known, arriving) => {
      const last = known?.batches[known.batches.length - 1];
      if (last?.lastSequence === 0x7fff_ffff && arriving.firstSequence === 0) {
        return { verdict: 'refused', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER', because: '' };
      }
      return storageRules.judgeSequence(known, arriving);
    },
  },
});

const epochs = fc.record({
  known: fc.integer({ min: 0, max: 4 }),
  arriving: fc.integer({ min: 0, max: 4 }),
  firstSequence: fc.constantFrom(0, 1, 5),
  hasBatches: fc.boolean(),
});

law(
  'an older epoch is refused, a newer one begins at 0, and of a stranger every number is taken',
  storageRules,
  epochs,
  ({ known, arriving, firstSequence, hasBatches }, rules) => {
    const batches = hasBatches
      ? [{ firstSequence: 0, lastSequence: 4, firstOffset: 0, lastOffset: 4, timestampMs: 0 }]
      : [];
    const batch = { producerEpoch: arriving, firstSequence, lastSequence: firstSequence + 1 };
    assert.equal(rules.judgeSequence(undefined, batch).verdict, 'new');
    const verdict = rules.judgeSequence({ producerEpoch: known, batches }, batch);
    if (arriving < known) assert.equal('error' in verdict && verdict.error, 'INVALID_PRODUCER_EPOCH');
    else {
      const due = arriving === known && hasBatches ? 5 : 0;
      const isDue = firstSequence === due;
      assert.equal(
        'error' in verdict ? verdict.error : verdict.verdict,
        isDue ? 'new' : 'OUT_OF_ORDER_SEQUENCE_NUMBER',
      );
    }
  },
).kills({
  'a zombie is believed': {
    judgeSequence: (known, arriving) => {
      const verdict = storageRules.judgeSequence(known, arriving);
      return 'error' in verdict && verdict.error === 'INVALID_PRODUCER_EPOCH' ? { verdict: 'new' } : verdict;
    },
  },
  'a newer epoch goes on where the older one was': {
    judgeSequence: (known, arriving) =>
      known !== undefined && arriving.producerEpoch > known.producerEpoch
        ? storageRules.judgeSequence({ ...known, producerEpoch: arriving.producerEpoch }, arriving)
        : storageRules.judgeSequence(known, arriving),
  },
  'a stranger must begin at 0 (Kafka before KIP-360)': {
    judgeSequence: (known, arriving) =>
      storageRules.judgeSequence(known ?? { producerEpoch: 0, batches: [] }, arriving),
  },
});
