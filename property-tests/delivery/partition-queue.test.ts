import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProducerBatch } from '../../src/delivery/producer/batch.ts';
import { PartitionQueue } from '../../src/delivery/producer/partition-queue.ts';
import { type DeliveryRules, deliveryRules } from '../../src/delivery/rules.ts';
import { BatchBuilder } from '../../src/records/batch-builder.ts';
import { law } from '../law.ts';

/** What happens to the queue of one partition, step by step; `place` chooses among the batches that it can happen to. */
interface Step {
  readonly event:
    | 'begins'
    | 'leaves'
    | 'begins and leaves'
    | 'is acknowledged'
    | 'fails'
    | 'is refused'
    | 'is given up';
  readonly place: number;
}

const steps = fc.array(
  fc.record({
    event: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Step['event']>('begins', 'leaves') },
      // Much on its way at once: only so can the broker forget the oldest of it.
      { weight: 5, arbitrary: fc.constant<Step['event']>('begins and leaves') },
      {
        weight: 4,
        arbitrary: fc.constantFrom<Step['event']>('is acknowledged', 'fails', 'is refused', 'is given up'),
      },
    ),
    place: fc.nat(5),
  }),
  { minLength: 5, maxLength: 40 },
);

/** The queue, and beside it what an onlooker knows: which batches have come to the broker's log, as far as anybody can tell. */
class Onlooker {
  readonly #queue: PartitionQueue;
  readonly #isIdempotent: boolean;
  readonly #maxInFlight: number;
  #identity = { producerId: 7, producerEpoch: 0 };
  #begun = 0;
  /** Given up, with no later batch acknowledged in the same epoch: the broker may lack them. */
  #doubtful = new Set<number>();
  #lastAcknowledged = -1;

  constructor(rules: DeliveryRules, isIdempotent: boolean, maxInFlight: number) {
    this.#queue = new PartitionQueue('payments', 0, rules);
    this.#isIdempotent = isIdempotent;
    this.#maxInFlight = maxInFlight;
  }

  happen({ event, place }: Step): void {
    if (event === 'begins' || event === 'begins and leaves') this.#begin();
    if (event === 'leaves' || event === 'begins and leaves') this.#leave();
    const unanswered = [...this.#queue.unanswered];
    const batch = unanswered[place % Math.max(1, unanswered.length)];
    if (batch === undefined) return;
    if (event === 'is acknowledged') this.#acknowledge(batch);
    if (event === 'fails') this.#queue.takeBack(batch);
    if (event === 'is given up') this.#giveUp(batch);
    if (event === 'is refused' && this.#isIdempotent) {
      this.#queue.refused(batch, 'sequence');
      this.#queue.takeBack(batch);
    }
  }

  #begin(): void {
    const builder = new BatchBuilder();
    const times = { number: this.#begun++, createdAtMs: 0, reservedBytes: 0 };
    const batch = new ProducerBatch({ topic: 'payments', partition: 0 }, times, builder);
    const outcome = { acknowledged: () => undefined, failed: () => undefined };
    batch.append(
      { topic: 'payments', partition: 0, key: null, value: null, headers: [], timestamp: 0, outcome },
      false,
    );
    this.#queue.begin(batch);
  }

  #leave(): void {
    if (this.#isIdempotent && this.#queue.mustBeginAnew()) this.#beginAnew();
    const next = this.#queue.waiting[0];
    if (next === undefined || !this.#queue.mayLeave(this.#isIdempotent, this.#maxInFlight)) return;
    const unanswered = [...this.#queue.unanswered];
    if (!this.#isIdempotent) {
      if (this.#maxInFlight === 1) assert.equal(unanswered.length, 0, 'a batch left while another was on its way');
    } else if (next.sequence !== undefined) {
      const earlier = unanswered.find(({ number }) => number < next.number);
      assert.equal(
        earlier,
        undefined,
        `batch ${next.number} was sent again before batch ${earlier?.number} was answered`,
      );
    } else {
      assert.deepEqual([...this.#doubtful], [], `batch ${next.number} was sent into a gap`);
      const forgotten = unanswered.find(({ number }) => number <= next.number - 5);
      assert.equal(
        forgotten,
        undefined,
        `with batch ${next.number} the broker forgets ${forgotten?.number}, still open`,
      );
    }
    this.#queue.leave(this.#isIdempotent ? this.#identity : undefined);
  }

  #acknowledge(batch: ProducerBatch): void {
    this.#queue.acknowledged(batch);
    this.#lastAcknowledged = Math.max(this.#lastAcknowledged, batch.number);
    // A broker that has it has all that came before it.
    this.#doubtful = new Set([...this.#doubtful].filter((number) => number > batch.number));
  }

  #giveUp(batch: ProducerBatch): void {
    this.#queue.answered(batch);
    this.#queue.giveUp(batch);
    if (batch.number > this.#lastAcknowledged) this.#doubtful.add(batch.number);
  }

  #beginAnew(): void {
    this.#identity = { producerId: 7, producerEpoch: this.#identity.producerEpoch + 1 };
    this.#queue.beginAnew(this.#identity);
    this.#doubtful.clear();
  }
}

law(
  'what was sent first stands first: a batch leaves only when nothing that must stand before it can still come or fail',
  deliveryRules,
  fc.tuple(fc.boolean(), fc.constantFrom(1, 5), steps),
  ([isIdempotent, maxInFlight, happening], rules) => {
    const onlooker = new Onlooker(rules, isIdempotent, maxInFlight);
    for (const step of happening) onlooker.happen(step);
  },
  { runs: 1000 },
).kills({
  'lets everything leave': { mayLeave: () => true },
  'one in flight is no reason to wait': {
    mayLeave: (batch) => !batch.isIdempotent || deliveryRules.mayLeave(batch),
  },
  'sends again without waiting': {
    mayLeave: (batch) => batch.isSentAgain || deliveryRules.mayLeave(batch),
  },
  'sends into a gap': { mayLeave: (batch) => deliveryRules.mayLeave({ ...batch, gapSuspected: false }) },
  'lets the broker forget what is open': {
    mayLeave: (batch) => deliveryRules.mayLeave({ ...batch, batchesSinceOldestOpen: 0 }),
  },
  'sees no gap where a batch is lacking': {
    judgeGap: (gap) => (deliveryRules.judgeGap(gap) === 'wait' ? 'wait' : 'none'),
  },
});
