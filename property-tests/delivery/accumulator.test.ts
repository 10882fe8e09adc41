import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RecordAccumulator } from '../../src/delivery/producer/accumulator.ts';
import type { ProducerBatch } from '../../src/delivery/producer/batch.ts';
import type { OutgoingRecord } from '../../src/delivery/producer/record.ts';
import { deliveryRules } from '../../src/delivery/rules.ts';
import { law } from '../law.ts';

/** Records come, and now and then the oldest batch of a partition leaves and is done with. */
type Step = { readonly partition: number } & ({ readonly valueBytes: number } | { readonly leaves: true });

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ partition: fc.nat(2), valueBytes: fc.nat(400) }) },
    { weight: 1, arbitrary: fc.record({ partition: fc.nat(2), leaves: fc.constant<true>(true) }) },
  ),
  { maxLength: 60 },
);

function record(valueBytes: number): OutgoingRecord {
  const outcome = { acknowledged: () => undefined, failed: () => undefined };
  const value = new Uint8Array(valueBytes);
  return { topic: 'payments', partition: undefined, key: null, value, headers: [], timestamp: 0, outcome };
}

law(
  'batches hold what they may and no more: batch.size each, unless one record is larger, and buffer.memory together',
  deliveryRules,
  fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 600, max: 3000 }), steps),
  ([batchSizeBytes, bufferMemory, happening], rules) => {
    const settings = { 'batch.size': batchSizeBytes, 'buffer.memory': bufferMemory };
    const accumulator = new RecordAccumulator({ ...settings, codec: 'none', compressionLevel: undefined }, rules);
    const last = new Map<number, ProducerBatch>();
    for (const step of happening) {
      const queue = [...accumulator.active].find(({ partition }) => partition === step.partition);
      if ('leaves' in step) {
        if (queue === undefined) continue;
        const batch = queue.leave(undefined);
        queue.acknowledged(batch);
        accumulator.release(batch, queue);
        if (batch === last.get(step.partition)) last.delete(step.partition);
        continue;
      }
      const before = last.get(step.partition);
      const sizeBytes = before?.sizeBytesOf(record(step.valueBytes)) ?? 0;
      const appended = accumulator.append(record(step.valueBytes), step.partition, 0, false);
      const open = [...accumulator.active].find(({ partition }) => partition === step.partition)?.open;
      if (appended === 'opened' && before !== undefined) {
        assert.ok(before.gatheredBytes + sizeBytes > batchSizeBytes, 'a batch began although the last one had room');
      }
      if (appended === 'joined') {
        assert.ok(
          open!.gatheredBytes <= batchSizeBytes,
          `${open!.recordsCount} records in ${open!.gatheredBytes} bytes`,
        );
      }
      if (appended !== 'no memory') last.set(step.partition, open!);
      assert.ok(accumulator.reservedBytes <= bufferMemory, `${accumulator.reservedBytes} of ${bufferMemory} bytes`);
    }
    for (const queue of [...accumulator.active]) {
      while (queue.waiting.length > 0) {
        const batch = queue.leave(undefined);
        queue.acknowledged(batch);
        accumulator.release(batch, queue);
      }
    }
    assert.equal(accumulator.reservedBytes, 0);
    assert.equal(accumulator.active.size, 0);
  },
).kills({
  'everything fits': { fitsIntoBatch: () => true },
  'nothing fits': { fitsIntoBatch: () => false },
  'does not count the new record': { fitsIntoBatch: (batchBytes, _, batchSizeBytes) => batchBytes <= batchSizeBytes },
});
